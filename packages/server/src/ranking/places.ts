const list = (names: string): ReadonlySet<string> => new Set(names.split(/\s*,\s*/));

/** Countries and territories as news and encyclopedias name them in English, folded. */
export const COUNTRIES = list(
  `afghanistan, albania, algeria, andorra, angola, antigua and barbuda, argentina, armenia, australia, austria, azerbaijan, bahamas, bahrain, bangladesh, barbados,
  belarus, belgium, belize, benin, bhutan, bolivia, bosnia and herzegovina, bosnia, botswana, brazil, brunei, bulgaria, burkina faso, burundi, cambodia, cameroon, canada,
  cape verde, central african republic, chad, chile, china, colombia, comoros, congo, costa rica, croatia, cuba, cyprus, czech republic, czechia, denmark, djibouti, dominica,
  dominican republic, ecuador, egypt, el salvador, england, equatorial guinea, eritrea, estonia, eswatini, ethiopia, fiji, finland, france, gabon, gambia, georgia, germany,
  ghana, greece, greenland, grenada, guatemala, guinea, guinea-bissau, guyana, haiti, honduras, hong kong, hungary, iceland, india, indonesia, iran, iraq, ireland, israel,
  italy, ivory coast, jamaica, japan, jordan, kazakhstan, kenya, kiribati, kosovo, kuwait, kyrgyzstan, laos, latvia, lebanon, lesotho, liberia, libya, liechtenstein,
  lithuania, luxembourg, madagascar, malawi, malaysia, maldives, mali, malta, marshall islands, mauritania, mauritius, mexico, micronesia, moldova, monaco, mongolia,
  montenegro, morocco, mozambique, myanmar, namibia, nauru, nepal, netherlands, new zealand, nicaragua, niger, nigeria, north korea, north macedonia, northern ireland,
  norway, oman, pakistan, palau, palestine, panama, papua new guinea, paraguay, peru, philippines, poland, portugal, puerto rico, qatar, romania, russia, rwanda, saint lucia,
  samoa, san marino, saudi arabia, scotland, senegal, serbia, seychelles, sierra leone, singapore, slovakia, slovenia, solomon islands, somalia, south africa, south korea,
  south sudan, spain, sri lanka, sudan, suriname, sweden, switzerland, syria, taiwan, tajikistan, tanzania, thailand, timor-leste, togo, tonga, trinidad and tobago, tunisia,
  turkey, turkiye, turkmenistan, tuvalu, uganda, ukraine, united arab emirates, uae, united kingdom, uk, britain, united states, us, usa, uruguay, uzbekistan, vanuatu,
  vatican city, venezuela, vietnam, wales, yemen, zambia, zimbabwe`,
);

/** The states of the United States of America, folded. */
export const US_STATES = list(
  `alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, georgia, hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana,
  maine, maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey, new mexico, new york, north carolina,
  north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee, texas, utah, vermont, virginia, washington, west virginia,
  wisconsin, wyoming`,
);

import { stem } from './stem.js';

/**
 * How common English words are, roughly: the prior for their weight where the documents at hand are too few to tell.
 * In each tier a word, in any of its forms, occurs in about the given share of passages of running text (a hundred words
 * or so) of news and encyclopedias. A word that is in no tier counts as rare.
 */
const TIERS: ReadonlyArray<{ share: number; words: string }> = [
  // Words that frame a question; an answer hardly ever repeats them.
  { share: 0.8, words: 'happen mean meaning call called name kind sort type way thing work difference example definition define describe explain list' },
  {
    share: 0.2,
    words: `year people time new first world work day man life part number state country city name group place most two three one good great long high old big
    small large early late last next right left end home house water line point case hand side company government family school system program question word thing
    way american united national international public war president use find start begin began become became include follow call know known see saw seen think
    want show shown need mean week month several many major accord say said take took taken come came give gave given get make made since`,
  },
  {
    share: 0.08,
    words: `team game play player season win won lose lost league club match cup record film movie show series song music album book story character actor star
    award television report official law court case police law officer rule act bill party election vote member leader minister king queen army force
    military power attack death dead die kill child children woman women boy girl mother father son daughter brother sister wife husband friend person million billion
    thousand hundred percent money dollar pay paid cost price tax market business industry bank trade economy economic job worker student university college
    education study research science scientist health hospital doctor patient disease food animal plant land sea river lake mountain island ocean north south
    east west northern southern eastern western earth air fire light energy oil car train plane ship road street building church center centre office area region
    district town village county province population language english french german british european chinese russian history century age period date morning night
    today monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december event
    plan project development process form type kind level rate result change increase decrease order set run ran move open close live stand stood hold held bring
    brought build built write wrote written read hear heard speak spoke spoken talk ask answer help try keep kept leave turn lead led meet met create produce provide
    allow add grow grew fall fell fallen rise rose cut send sent receive release announce launch happen appear remain serve introduce found establish base locate
    consider describe hit main important different same similar common popular famous best better least less total average local general special final full real true
    free human social political natural modern black white red blue green young former current recent possible around near four five six seven eight nine ten half
    second third fourth top head body face eye idea fact reason problem issue effect example term rest amount role title version page list table section
    nation prime capital community society head support control position return own reach carry play involve continue expect claim lead cause develop record news
    media press fight hope try share sign agree accept join offer`,
  },
  {
    share: 0.03,
    words: `across additional additionally address admit advance advantage affect afford agency ago agreement ahead aid aim aircraft airport alone along alive amid
    alternative amazing ancient announcement apparent apply approach approve approximate argue argument arrest arrive art article aspect assist associate assume
    attempt attend attention author authority available avoid aware band bar battle bear beat beautiful believe belong benefit beyond bird birth blame block blood
    board boat born boss bottom box break broke broken brief broad broadcast burn bus buy bought camp campaign cancel candidate card care career cast catch
    caught celebrate celebrity ceremony certain chain chair challenge champion championship chance channel chapter charge chief choose chose chosen christian
    citizen civil class classic clean clear climate clothes coach coast code cold collect colony color colour combine comedy comment commercial commission commit
    committee compare compete competition complete complex concern condition conduct conference confirm conflict congress connect contain content contest context
    contract contribute controversial convention conversation cook cool copy corner correct council couple course cover crash crew crime criminal crisis critic
    critical cross crowd cultural culture cup currency customer cycle daily damage dance danger dangerous dark data deal debate debt debut decade decide decision
    declare deep defeat defend defense defence define degree delay deliver demand democratic deny department depend deputy design despite detail determine device
    differ difficult dinner direct direction director disaster discover discovery discuss display distance divide document dog domestic door doubt draft drama draw
    drew drawn dream dress drink drive drove driver drop drug due earn eat ate eaten edge edition editor effort elect election element eliminate else emerge emergency
    employ employee empire encourage enemy engine engineer enjoy enter entertainment entire environment episode equal equipment escape especially estimate eventually
    evidence exact examine excellent except exchange exist existence expand expensive experience experiment expert explain explore express extend extra extreme
    factor factory fail failure fair faith fan far farm fast fat favor favourite favorite fear feature federal feel felt female festival fiction field figure file fill
    finance financial fine finish firm fish fit fix flag flat flee fled flight float floor flow flower fly flew focus foot foreign forest forget former formula forward
    foundation frame front fuel function fund fundamental funding future gain garden gas gather gender generation giant global goal god gold government governor
    grade grand grant ground guard guess guest guide gun guy hair hall handle hard head headquarters heart heat heavy height hero hide highlight hill hire historic
    historical holiday holy honor honour horse host hot hotel hour housing huge ice ideal identify identity illegal image imagine immediate impact implement
    importance impossible impress improve incident income independence independent index indicate individual influence inform information initial injure injury
    inside inspire install instance institute institution instrument insurance intend interest interior internal interview introduction invasion invest investigate
    investigation investment investor invite iron item jail joint journal journalist journey judge jump justice key kid knowledge label labor labour lack lady lake
    late launch lawmaker lawsuit lawyer lay layer league learn legal legislation length letter library lie lift limit link listen literature load location lord loss
    lot loud love lower luck machine magazine mail maintain majority male manage manager map mark marriage marry mass massive master material matter mayor
    measure medal medical medicine medium meeting melt memory mention message metal method middle mile mind mine minor minute miss mission mistake mix mobile
    model moment moon motion motor mouth movement murder museum musical muscle mystery myth native nature navy nearby necessary negative negotiate neighbor
    network night nobody nominate normal note notice novel nuclear nurse object observe obtain obvious occasion occupy occur ocean odd offense offensive older
    olympic operate operation opinion opportunity oppose option oral ordinary organ organize organise organization organisation origin original outside owner pack
    package pain paint painting pair palace panel paper parent park parliament participate particular partner pass passage passenger past path patient pattern
    peace penalty people percentage perfect perform performance permanent permit personal phase phone photo phrase physical pick picture piece pilot planet plastic
    plate please plenty pledge pocket poem poet poetry pole policy politician politics poll pool poor pop pope portion portrait positive possess post potential
    pound practice praise predict prefer premier prepare presence present presidential pressure pretty prevent previous primary prince princess principle print
    prior prison private prize producer product production professional professor profile profit progress promise promote proof proper property propose protect
    protein protest prove publication publish pull purchase purpose push quality quarter quick quiet quote race racial radio rail rain raise range rank rapid rare
    reaction ready realize recall recipe recognize recommend recover reduce refer reference reform refuse regard regime register regular regulate reject relate
    relation relationship relative relax release relevant relief religion religious rely remember remind remove rent repair repeat replace reply represent
    representative republic republican reputation request require rescue researcher reserve resident resign resource respect respond response responsible
    restaurant restore restrict result retain retire reveal revenue revolution rich ride rating ring risk rival rock rocket roll roman roof room root route
    royal rush safe safety sale salt sample sanction save scale scandal scene schedule scheme score screen script seat secret secretary sector secure security
    seek sought select sell sold senate senator senior sense sentence separate sequence serious servant service session settle settlement seven severe sex sexual
    shape sharp shift shock shoe shoot shot shop shore short shut sick sight signal significant silver simple sing singer single site situation size skill skin
    sky sleep slow smart smooth snow soft software soil soldier solid solution solve somewhere sort soul sound source space spark speaker species specific speech
    speed spend spent spirit split sport spot spread spring square stadium staff stage standard statement station statue status stay steal stole stolen steel step
    stick stock stone stop store storm straight strange strategy stream strength strike stroke strong structure struggle style subject submit succeed success
    successful successor sudden suffer sugar suggest suit summer sun supply supreme sure surface surprise surround survey survive suspect suspend sweet swim switch
    symbol target task teach taught teacher tear tech technical technique technology teenager temperature temple ten tend tennis test theater theatre theme
    theory threat threaten throw threw thrown ticket tie tiny tip tool touch tour tourist tournament track tradition traditional traffic tragedy trail train transfer
    transform translate transport travel treat treatment treaty tree trend trial trick trip troop trouble truck trust truth tunnel twenty twice twin typical
    ultimate unable uncle understand understood union unique unit universe unknown unlike unusual upper urban user usual valley value van variety various vary
    vast vehicle venture venue version veteran victim victory video view village violence violent virus visit visitor visual vital voice volume voter walk wall
    warm warn wash waste watch wave weak wealth weapon wear wore weather web wedding weekend weight welcome wheel wide wild wind window wine wing
    winner winter wire wish witness wonder wood worldwide worry worse worst worth wound wrong yard youth zone`,
  },
];

/** Share of passages of running English text that hold a word that is in no tier. */
const SHARE_OF_RARE = 0.002;

const SHARES: ReadonlyMap<string, number> = new Map(
  TIERS.toReversed().flatMap((tier) => tier.words.split(/\s+/).map((word): [string, number] => [stem(word), tier.share])),
);

/** Expected share (0 to 1) of passages that hold a word of this stem, without looking at any. */
export function commonShare(wordStem: string): number {
  return SHARES.get(wordStem) ?? SHARE_OF_RARE;
}

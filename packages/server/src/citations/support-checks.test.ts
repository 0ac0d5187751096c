import { describe, expect, it } from 'vitest';
import { judgeAgainst } from './judge-support.js';

type Row = [claim: string, source: string, reason: string];

/** Rows whose claim the source contradicts, or does not have: never backed in full, and the reason says why. */
const DIFFERENT: Record<string, Row[]> = {
  'a figure': [
    ['Unemployment rose by 4.2% in the region.', 'Unemployment rose by 4.7% in the region.', 'The figure 4.2% is not in the source; it says 4.7%.'],
    ['The fund has 3 billion euros in assets.', 'The fund has 3 million euros in assets.', 'The figure 3 billion euros is not in the source; it says 3 million euros.'],
    ['The team won two gold medals in Rome.', 'The team won 3 gold medals in Rome.', 'The figure two is not in the source; it says 3.'],
  ],
  'a unit': [
    ['The bridge is 320 miles long and was opened by the mayor.', 'The bridge is 320 kilometres long and was opened by the mayor.', 'The figure 320 miles is not in the source; it says 320 kilometres.'],
    ['The tower is 50 m high.', 'The tower is 50 ft high.', 'The figure 50 m is not in the source; it says 50 ft.'],
    ['The project cost 3 million dollars in total.', 'The project cost 3 million euros in total.', 'The figure 3 million dollars is not in the source; it says 3 million euros.'],
    ['Water boils at 100 degrees Fahrenheit at sea level.', 'Water boils at 100 degrees Celsius at sea level.', 'The figure 100 degrees Fahrenheit is not in the source; it says 100 degrees Celsius.'],
    ['Unemployment rose by 4 percentage points in the region.', 'Unemployment rose by 4% in the region.', 'The figure 4 percentage points is not in the source; it says 4%.'],
  ],
  'a date': [
    ['The treaty was signed in 1993 in Geneva.', 'The treaty was signed in 1992 in Geneva.', 'The source says 1992, not 1993.'],
    ['The treaty was signed on 3 March 1992 in Geneva.', 'The treaty was signed on 5 March 1992 in Geneva.', 'The source says 5 March 1992, not 3 March 1992.'],
    ['The treaty was signed on 1992-03-03 in Geneva.', 'The treaty was signed on 3 May 1992 in Geneva.', 'The source says 3 May 1992, not 1992-03-03.'],
    ['The treaty was signed in March 1992 in Geneva.', 'The treaty was signed in April 1992 in Geneva.', 'The source says April 1992, not March 1992.'],
    ['The meeting takes place on Monday in Geneva.', 'The meeting takes place on Tuesday in Geneva.', 'The source says Tuesday, not Monday.'],
  ],
  'a name': [
    ['The report on the harbour and its old gates was written by Jane Miller for the committee.', 'The report on the harbour and its old gates was written by John Carter for the committee.', 'The source does not name Jane Miller.'],
    ['The report was written by Miller for the committee.', 'The report was written by Carter for the committee.', 'The source does not name Miller.'],
    ['The factory was opened in Paris by the minister.', 'The factory was opened in London by the minister.', 'The source does not name Paris.'],
  ],
  'a denial': [
    ['The drug is not approved for children.', 'The drug is approved for children.', 'This sentence denies (“not”) what the source states without a denial.'],
    ['The drug is approved for children.', 'The drug was never approved for children.', 'The source has “never” where this sentence has no denial.'],
    ['The company failed to reach its goal of zero emissions.', 'The company reached its goal of zero emissions.', 'This sentence denies (“failed to”) what the source states without a denial.'],
    ['Nobody was injured in the fire at the mill.', 'Three people were injured in the fire at the mill.', 'This sentence denies (“Nobody”) what the source states without a denial.'],
  ],
  'a quantifier': [
    ['All patients recovered within a week of treatment.', 'Some patients recovered within a week of treatment.', 'This sentence says “All”, the source only “Some”.'],
    ['It always rains in Bergen in autumn.', 'It often rains in Bergen in autumn.', 'This sentence says “always”, the source only “often”.'],
    ['The majority of members voted for the plan.', 'A minority of members voted for the plan.', 'The source says “minority” where this sentence says “majority”.'],
    ['At least 50 people attended the meeting in the hall.', 'At most 50 people attended the meeting in the hall.', 'The source says “At most 50”, not “At least 50”.'],
    ['No more than 50 people attended the meeting in the hall.', 'More than 50 people attended the meeting in the hall.', 'The source says “More than 50”, not “No more than 50”.'],
  ],
  'a comparison': [
    ['Lead is heavier than gold.', 'Gold is heavier than lead.', 'The source compares them the other way round (“heavier than lead”).'],
    ['The blue car is faster than the red car.', 'The red car is faster than the blue car.', 'The source compares them the other way round'],
    ['The blue car costs less than the red car.', 'The blue car costs more than the red car.', 'The source says “more” where this sentence says “less”.'],
    ['The river is the longest in the country.', 'The river is the shortest in the country.', 'The source says “shortest” where this sentence says “longest”.'],
  ],
  'a direct quotation': [
    ['The mayor said "we will build the bridge next year" at the meeting.', 'The mayor said at the meeting: "We will build the bridge the year after next".', 'The quotation “we will build the bridge next year” is not in the source word for word.'],
  ],
};

/** Rows that differ in wording alone: nothing is held against the claim. */
const SAME: Array<[claim: string, source: string]> = [
  ['The tower is 50 metres high.', 'The tower is 50 m high.'],
  ['The tower is 5 miles from the harbour.', 'The tower is 8 km from the harbour.'],
  ['Water boils at 212 degrees Fahrenheit at sea level.', 'Water boils at 100 °C at sea level.'],
  ['The project cost $3 million in total.', 'The project cost 3 million dollars in total.'],
  ['Some 50m people watched the game.', 'Some 50 million people watched the game.'],
  ['About 1,200 people live in the valley.', 'Roughly 1200 people live in the valley.'],
  ['The treaty was signed on March 3, 1992 in Geneva.', 'The treaty was signed on 3rd March 1992 in Geneva.'],
  ['The treaty was signed on 1992-03-03 in Geneva.', 'The treaty was signed on 3 March 1992 in Geneva.'],
  ['The report may be late. It was made in May.', 'The report may be late. It was made in May 2020.'],
  ['The report was written by Dr. Miller for the committee.', 'The report was written by Jane Miller for the committee.'],
  ['The German parliament met in the old hall.', 'The parliament of Germany met in the old hall.'],
  ['No one was injured in the fire at the mill.', 'Nobody was injured in the fire at the mill.'],
  ["The drug isn't approved for children.", 'The drug is not approved for children.'],
  ['Gold is heavier than lead.', 'As everybody knows, gold is heavier than lead.'],
  ['The mayor said "we will build the bridge next year" at the meeting.', 'The mayor said at the meeting: “We will build the\nbridge next year”.'],
];

describe('[CLM-5] what is held against a claim', () => {
  it.each(Object.entries(DIFFERENT).flatMap(([kind, rows]) => rows.map((row): [string, ...Row] => [kind, ...row])))('%s: %j against %j', (_kind, claim, source, reason) => {
    const judged = judgeAgainst(claim, [source]);
    expect(judged.reason).toContain(reason);
    expect(judged.support).not.toBe('full');
    expect(judgeAgainst(claim, [`Something else stands here. ${claim}`]).support).toBe('full');
  });

  it.each(SAME)('nothing: %j against %j', (claim, source) => {
    const { support, reason } = judgeAgainst(claim, [source]);
    expect(support).not.toBe('none');
    expect(reason).toMatch(/^(?:The cited text says it in nearly the same words|Much of it stands in the cited text|The closest passage shares some of its words|Found word for word)/);
  });
});

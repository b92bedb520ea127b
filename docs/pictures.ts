/** A page of the documentation: what is asked for, by whom of the demonstration, and what it is. */
export interface Picture {
  readonly name: string;
  readonly path: string;
  readonly person: string;
  /** What somebody does there, in one sentence. */
  readonly words: string;
}

const year = 'from=2025-09&to=2026-08';

/** The pages that the documentation shows, in the order of a year's work. */
export const pictures: readonly Picture[] = [
  {
    name: 'home',
    path: '',
    person: 'Ruth Ferris',
    words: 'Home: where the trust stands in one line, and what waits for whoever looks.',
  },
  {
    name: 'import',
    path: '/imports',
    person: 'Ruth Ferris',
    words: 'Import: the files that came, what became of their rows, and the next one.',
  },
  {
    name: 'queue',
    path: '/queue',
    person: 'Ruth Ferris',
    words: 'Rows that wait: each with its reason in plain words, and the ways out.',
  },
  {
    name: 'savings',
    path: `/savings?${year}`,
    person: 'Ruth Ferris',
    words: 'Savings: cash, avoidance and forecast apart, by school, contract and month.',
  },
  {
    name: 'working',
    path: `/workings?measure=net_saving&urn=900004&contract=PAY-2025&${year}`,
    person: 'Sunita Rao',
    words: 'A working: one sentence, one sum, and the way down to the row of the file.',
  },
  {
    name: 'costs',
    path: '/costs',
    person: 'Ruth Ferris',
    words: 'Price and volume: why the cost of one period differs from that of another.',
  },
  {
    name: 'contract',
    path: '/contracts/SUPPLY-2025',
    person: 'Ruth Ferris',
    words: 'A contract: its dates, prices, shares, value, savings and duties.',
  },
  {
    name: 'renewals',
    path: '/renewals',
    person: 'Ruth Ferris',
    words: 'Renewals: when contracts end, and at which meeting they have to be decided.',
  },
  {
    name: 'board-report',
    path: `/reports/board?${year}`,
    person: 'Sunita Rao',
    words:
      'The board report: what is asked, four figures that are never added, exceptions, method.',
  },
  {
    name: 'answer',
    path: `/savings/schools/900004/answer?${year}`,
    person: 'Helen Marsh',
    words: 'A school’s answer: it agrees with its figure, or queries it with words.',
  },
];

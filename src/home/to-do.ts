/** How many things wait for somebody, of each kind; null where whoever asks may not know. */
export interface Waiting {
  readonly receivedFiles: number | null;
  readonly rowsToFix: number | null;
  readonly missingInvoices: number | null;
  readonly contractsToDecide: number | null;
  readonly baselinesToApprove: number | null;
  readonly figuresToConfirm: number | null;
  readonly disputedFigures: number | null;
}

/** Something that waits for a person, with the page at which it is done. */
export interface ToDo {
  readonly id: keyof Waiting;
  readonly text: string;
  /** What it means that it waits. */
  readonly why: string;
}

type Words = Readonly<Record<'one' | 'more' | 'why', string>>;

const words: Readonly<Record<keyof Waiting, Words>> = {
  contractsToDecide: {
    one: '1 contract to decide',
    more: 'contracts to decide',
    why: 'Without a decision in time a contract renews or ends by itself.',
  },
  receivedFiles: {
    one: '1 file waits to be confirmed',
    more: 'files wait to be confirmed',
    why: 'Nothing in it counts until somebody confirms it.',
  },
  rowsToFix: {
    one: '1 row of a file to fix',
    more: 'rows of files to fix',
    why: 'They are in no figure until they are settled.',
  },
  missingInvoices: {
    one: '1 invoice missing',
    more: 'invoices missing',
    why: 'A month without its invoice looks cheaper than it was.',
  },
  baselinesToApprove: {
    one: '1 baseline to approve',
    more: 'baselines to approve',
    why: 'What was paid is not measured against it until a second person approves it.',
  },
  figuresToConfirm: {
    one: '1 figure to confirm',
    more: 'figures to confirm',
    why: 'The school has not said yet whether it agrees.',
  },
  disputedFigures: {
    one: '1 figure disputed',
    more: 'figures disputed',
    why: 'The school says that its figure is wrong.',
  },
};

/** What waits, in the order in which it presses; what there is none of is not told. */
export function toDos(waiting: Waiting): ToDo[] {
  return (Object.keys(words) as (keyof Waiting)[]).flatMap((id) => {
    const count = waiting[id] ?? 0;
    const { one, more, why } = words[id];
    return count === 0 ? [] : [{ id, text: count === 1 ? one : `${count} ${more}`, why }];
  });
}

/** How far a trust is on the way to its first figure. */
export interface Progress {
  readonly schools: number;
  readonly contracts: number;
  readonly approvedBaselines: number;
  readonly postedFiles: number;
}

/** A step on the way to the first figure. */
export interface FirstStep {
  readonly id: 'schools' | 'contracts' | 'baselines' | 'files';
  readonly title: string;
  readonly how: string;
  readonly command: string;
  readonly isDone: boolean;
}

/** What a new trust does first, step by step, to come to its first figure. */
export function firstSteps(progress: Progress): FirstStep[] {
  return [
    {
      id: 'schools',
      title: 'Load the schools',
      how: 'Which schools there are, since when, and how large they are: one by one, or from a file.',
      command: 'savings-ledger trust load FOLDER',
      isDone: progress.schools > 0,
    },
    {
      id: 'contracts',
      title: 'Add a contract',
      how: 'What it is about, who takes part in it, and the prices agreed.',
      command: 'savings-ledger trust load FOLDER',
      isDone: progress.contracts > 0,
    },
    {
      id: 'baselines',
      title: 'Say what the schools paid before',
      how: 'Enter the old price of each item, or have it derived from old invoices; a second person approves it.',
      command: 'savings-ledger baseline add',
      isDone: progress.approvedBaselines > 0,
    },
    {
      id: 'files',
      title: "Import a supplier's file",
      how: 'The file is checked first, and tells what it would change. Then there is a figure.',
      command: 'savings-ledger import FILE',
      isDone: progress.postedFiles > 0,
    },
  ];
}

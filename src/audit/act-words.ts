import type { Outcome } from './event.ts';

/** What people do, by its part of the product, as somebody tells it who was there. */
const groups: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'Signing in': {
    'Signed in': ['signIn'],
    'Signed out': ['signOut'],
  },
  'People and keys': {
    'Let a person in': ['letIn', 'person'],
    'Ended what a person may do': ['endRole'],
    'Gave out a key': ['addKey', 'key'],
    'Ended a key': ['endKey'],
    'Chose whether to be reminded by mail': ['chooseReminders'],
  },
  'Files of invoices': {
    'Sent a file of invoices': ['uploadFile', 'sendFileToRun'],
    'Checked a file': ['checkImport', 'check'],
    'Posted a file': ['confirmImport', 'confirm', 'import'],
    'Had a file checked or posted in the background': ['startRun'],
    'Stopped work in the background': ['cancelRun'],
    'Forgot a file that was not posted': ['discardImport'],
    'Took the rows to mend': ['copyImport'],
    'Took an import back': ['undoImport', 'undo', 'checkUndo'],
    'Made a posted file again': ['repostImport', 'repost', 'checkRepost'],
    'Said how files of a supplier are read': ['putProfile', 'profile'],
    'Had a way of reading proposed': ['proposeProfile'],
  },
  'Rows that wait': {
    'Decided about a row that waits': ['settleWaitingRow', 'checkWaitingRow', 'queue', 'settle'],
    'Said which school a text means': ['nameSchool', 'checkSchool'],
    'Said what a word means': ['teachWord', 'checkWord', 'teach'],
    'Said what a credit is': ['typeCredit', 'checkCredit'],
    'Said which version of an invoice counts': ['chooseVersion', 'checkVersion'],
    'Said that a row does not count': ['dismissRow', 'checkDismissal'],
    'Let a row count after all': ['restoreRow'],
  },
  'Prices before': {
    'Said what a school paid before': ['prepareBaseline', 'baseline'],
    'Had a price before worked out': ['deriveBaseline', 'checkDerivedBaseline'],
    'Added a document that proves a price': ['keepBaselineEvidence', 'linkBaselineEvidence'],
    'Took a document that proves a price': ['readBaselineEvidence'],
    'Approved a price before': ['approveBaseline', 'checkBaselineApproval'],
    'Withdrew a price before': ['withdrawBaseline', 'checkBaselineWithdrawal'],
    'Loaded levels of an index': ['loadIndexLevels', 'checkIndexLevels', 'index'],
  },
  'Schools, contracts and suppliers': {
    'Changed facts of the trust': ['changeTrust', 'trust', 'demo'],
    'Added or changed a school': ['putSchool', 'addSchool', 'addAlias', 'addConversion'],
    'Added a size of a school': ['addDriverValue', 'addDriver'],
    'Loaded many from a file': ['loadRegisterFile'],
    'Added or changed a contract': ['putContract', 'addContract', 'contract', 'contracts'],
    'Let a school take part in a contract': ['addParticipant'],
    'Added a price': ['addPrice', 'addPriceReview', 'addVolumeTier', 'addRebateClause'],
    'Said how a contract ends': ['putContractEnd'],
    'Decided what becomes of a contract': ['decideContract', 'checkContractDecision', 'renewals'],
    'Wrote down more about a contract': ['putContractRecord', 'duties'],
    'Took a list of contracts in': ['takeContractSheet', 'checkContractSheet'],
    'Added a document of a contract': ['attachContractDocument'],
    'Took a document of a contract': ['readContractDocument'],
    'Added or changed a supplier': ['putSupplier'],
    'Said something of a supplier’s names': ['tellOfSupplier', 'checkSupplierAct', 'suppliers'],
    'Said when the board meets, or schools are closed': ['putBoardMeetings', 'putSchoolHolidays'],
  },
  'Looking for contracts': {
    'Wrote down an area of spend': ['putSourcingArea', 'sourcing'],
    'Said what schools pay now': ['putSourcingCosts'],
    'Wrote down an option with its quotes': ['putSourcingOption'],
    'Chose an option': ['chooseSourcingOption', 'checkSourcingChoice'],
  },
  'Savings and reports': {
    'Answered about the figure of a school': ['answerFigure', 'agree', 'agreements'],
    'Forecast a saving': ['addForecast', 'forecast'],
    'Tied a forecast to a contract': ['contractForecast'],
    'Dropped a forecast': ['dropForecast'],
    'Claimed a saving': ['claimSaving', 'claim', 'claims'],
    'Withdrew a claim': ['withdrawClaim', 'withdraw-claim'],
    'Signed the figure of a contract': ['validateFigure', 'validate', 'validations'],
    'Wrote down a central charge': ['recordCentralCharge', 'charge', 'charges'],
    'Closed or opened a month': [
      ...['actOnPeriod', 'closePeriod', 'reopenPeriod', 'checkClosing', 'checkReopening'],
      ...['close-period', 'reopen-period', 'periods'],
    ],
    'Sealed a report for the board': ['sealReport', 'keepSeal', 'checkSealing', 'seal'],
    'Checked a copy of a sealed report': ['verifyCopy'],
    'Asked “what if”': ['whatIf', 'compareKeys', 'what-if'],
    'Took evidence away': ['downloadEvidence', 'evidence'],
    'Took a table or a report away': [
      ...['takeAudit', 'takeBoardReport', 'takeBridge', 'takeComparison', 'takeRenewals'],
      ...['takeSavings', 'takeTable', 'takeTemplate', 'exportContractsAsCsv'],
    ],
  },
};

const words = new Map(
  Object.values(groups).flatMap((acts) =>
    Object.entries(acts).flatMap(([said, actions]) => actions.map((action) => [action, said])),
  ) as [string, string][],
);

/**
 * What somebody did, in words; an act that has none of its own, such as looking at a page that is not
 * open to whoever asked, by its name with spaces: `showAudit` is “Show audit”.
 */
export function actInWords(action: string): string {
  const spaced = action
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return words.get(action) ?? `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)}`;
}

/** The acts that a record can be searched for, by the part of the product that they belong to. */
export const actGroups = Object.entries(groups).map(([title, acts]) => ({
  title,
  acts: Object.keys(acts),
}));

/** The names under which an act is kept that is told in these words; the words themselves for none. */
export function actionsToldAs(said: string): string[] {
  const found = [...words].filter(([, each]) => each === said).map(([action]) => action);
  return found.length > 0 ? found : [said];
}

/** How an act came out, in words. */
export const outcomeInWords: Readonly<Record<Outcome, string>> = {
  done: 'Done',
  tried: 'Tried, nothing saved',
  refused: 'Refused',
  taken: 'Taken away',
  read: 'Read by a program',
};

const telling = [
  ...['file', 'name', 'title', 'email', 'reference', 'contract', 'supplier', 'urn', 'item'],
  ...['kind', 'month', 'number', 'refused', 'reason'],
];
const mostTold = 3;

/** What an act was about, by the names that were given or answered; nothing where none is told. */
export function gistOf(after: unknown): string {
  const found = new Map(namesIn(after, 0));
  const inOrder = telling.filter((name) => found.has(name)).map((name) => found.get(name) ?? '');
  return [...new Set(inOrder)].slice(0, mostTold).join(', ');
}

const deepest = 3;

/** The fields of a document that tell what it is about, those of its parts with them. */
function namesIn(document: unknown, depth: number): [string, string][] {
  if (typeof document !== 'object' || document === null || depth > deepest) return [];
  return Object.entries(document).flatMap(([name, value]) => {
    if (!telling.includes(name)) return namesIn(value, depth + 1);
    const isTold = typeof value === 'string' || typeof value === 'number';
    return isTold && value !== '' ? [[name, String(value)] as [string, string]] : [];
  });
}

// What law and guidance ask of contracts, by the API and in the terminal.
import t from 'tap';
import { duties } from '../../src/cli/duties.ts';
import { startApp } from '../support/app.ts';
import { loadFiles } from '../support/small-trust.ts';
import { runCommand } from '../support/terminal.ts';

const contracts = {
  'contract_records.csv': [
    'contract,signed_on,buyer,kind,route,commenced_on,estimated_first_term',
    'P1,2026-06-01,local_authority,goods,open_competition,2026-02-02,250000.00',
    '',
  ].join('\n'),
};

t.test('duties are told with their reasons, in the terminal and by the API', async (t) => {
  const { caller, database } = await startApp(t);
  const { get } = await caller('Ash Federation');
  const ash = await caller('Ash Federation', 'Ash', ['100001']);
  const of = async (path: string) => (await get(path)).json();
  const before = await of('/contracts/P1/duties?on=2026-06-10');
  t.match(before.duties[0], { duty: 'full_procedure', outcome: 'does_not_apply' });
  t.match(before.duties[0].in_words[0], 'before the Procurement Act 2023');
  await loadFiles(database, {
    'contracts.csv':
      'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver\nP1,Paper,Paper Mill,paper,E19,2026-09-01,2028-08-31,3,tender,pupils\n',
    ...contracts,
  });
  const after = await of('/contracts/P1/duties?on=2026-06-10');
  const named = (name: string) => after.duties.find(({ duty }: { duty: string }) => duty === name);
  t.match(named('details_notice'), {
    outcome: 'applies',
    due_by: '2026-06-30',
    section: 'Procurement Act 2023 s. 53(1)',
  });
  t.match(named('payment_term'), { outcome: 'applies' });
  t.match(named('supply_framework'), { outcome: 'does_not_apply', due_by: null });
  t.equal((await get('/contracts/P9/duties')).statusCode, 404);
  t.equal((await ash.get('/contracts/P1/duties')).statusCode, 403);

  const words = ['P1', '--on', '2026-07-10', '--trust', 'Ash Federation'];
  const told = (await runCommand(database, duties, words)).join('\n');
  t.match(
    told,
    /APPLIES\n.*Publish a contract details notice \(Procurement Act 2023 s\. 53\(1\)\)/s,
  );
  t.match(told, 'that was 30 June 2026.\n      Nothing is written down of it.');
});

// Each known template, from its exact header to posted lines: proposed, completed by a person, kept,
// and read; and a profile proposed from the names of columns, over the API.
import { createReadStream } from 'node:fs';
import t from 'tap';
import { confirmImport } from '../../src/confirmations/commands.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { receiveFile } from '../../src/imports/commands.ts';
import { proposeFor, putProfile } from '../../src/invoices/commands.ts';
import type { SupplierProfile } from '../../src/invoices/supplier-profile.ts';
import { displayMoney } from '../../src/money/money.ts';
import { freshDatabase } from '../support/database.ts';
import { loadFiles, smallTrust } from '../support/small-trust.ts';

const person = { by: 'C. Manager', at: '2026-01-06T10:00:00.000Z' };

interface Example {
  readonly file: string;
  readonly template: string;
  /** What a person adds to the proposal. */
  readonly completed?: Partial<SupplierProfile>;
  /** Net, VAT and class of what is posted. */
  readonly posted: readonly (readonly [net: string, vat: string, lineClass: string])[];
  readonly stopped: readonly (readonly [row: number, code: string])[];
}

const otherInRow3 = [[3, 'supplier.other']] as const;
const examples: readonly Example[] = [
  {
    file: 'xero-bills.csv',
    template: 'Xero bills',
    posted: [['£26.25', '£5.25', 'recurring']],
    stopped: otherInRow3,
  },
  {
    file: 'quickbooks-bills.csv',
    template: 'QuickBooks Online bills',
    posted: [['£26.25', '£0.00', 'off_contract']],
    stopped: otherInRow3,
  },
  {
    file: 'quickbooks-bills-uk.csv',
    template: 'QuickBooks Online bills',
    posted: [['£26.25', '£5.25', 'off_contract']],
    stopped: [],
  },
  {
    file: 'sage-50-audit-trail.csv',
    template: 'Sage 50 audit trail',
    completed: {
      words: {
        document_kind: { PI: 'invoice', PC: 'credit_note' },
        whole_trust: [],
        supplier: ['PAPER01'],
      },
    },
    posted: [['£26.25', '£5.25', 'off_contract']],
    stopped: [
      [3, 'credit.kind-unknown'],
      [4, 'supplier.other'],
    ],
  },
  {
    file: 'quickfile-purchases.csv',
    template: 'QuickFile purchases',
    completed: { school: '100001' },
    posted: [['£31.50', '£0.00', 'off_contract']],
    stopped: otherInRow3,
  },
  {
    file: 'council-spend-over-500.csv',
    template: 'council spend over £500',
    posted: [['£1,026.25', '£0.00', 'off_contract']],
    stopped: otherInRow3,
  },
  {
    file: 'hm-treasury-spend-over-25k.csv',
    template: 'HM Treasury spend over £25,000',
    posted: [['£31,026.25', '£0.00', 'off_contract']],
    stopped: otherInRow3,
  },
];

t.test('each known template imports from a file in its exact header', async (t) => {
  for (const { file: name, template, completed, posted, stopped } of examples) {
    const database = await freshDatabase(t);
    const { 'profiles/paper-mill.json': _, ...files } = smallTrust('Template');
    files['aliases.csv'] = 'urn,alias,valid_from,valid_to\n100001,Ash,2025-01-01,\n';
    const trustId = await loadFiles(database, files);
    const open = () => createReadStream(`fixtures/templates/${name}`);
    const supplier = 'Paper Mill';
    const proposal = await proposeFor(database, trustId, { name, open }, { supplier });
    t.equal(proposal.template, template, name);
    t.equal(proposal.profile.contract, 'P1', 'its one contract');
    const document = { ...proposal.profile, ...completed };
    await putProfile(database, trustId, { name: 'proposed', document });
    const { importId } = await receiveFile(database, trustId, { name, open, supplier }, person);
    const result = await confirmImport(database, trustId, importId, person);
    t.strictSame(
      result.problems.first.map(({ row, code }) => [row, code]),
      stopped,
      `${name}: what does not post`,
    );
    const lines = await inTrust(
      database,
      trustId,
      ({ sql }) => sql`select net, vat, line_class from invoice_line order by row`,
    );
    t.strictSame(
      lines.map(({ net, vat, line_class: lineClass }) => [
        displayMoney(net),
        displayMoney(vat),
        lineClass,
      ]),
      posted,
      `${name}: what posts`,
    );
    const kept = await inTrust(database, trustId, ({ sql }) => sql`select header from source_file`);
    for (const personal of document.personal) {
      t.notOk(kept[0]?.header.includes(personal), `${name}: ${personal} is not kept`);
    }
  }
});

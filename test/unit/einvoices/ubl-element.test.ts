import t from 'tap';
import { all, plainText, textOf, ublName } from '../../../src/einvoices/ubl-element.ts';
import { ublElement } from '../../support/einvoices.ts';

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';

t.test('elements are named by their namespace, and what is private has no name', async (t) => {
  t.equal(ublName(`${ubl}CommonBasicComponents-2`, 'ID'), 'cbc:ID');
  t.equal(ublName(`${ubl}CommonAggregateComponents-2`, 'Price'), 'cac:Price');
  t.equal(ublName(`${ubl}Invoice-2`, 'Invoice'), 'ubl:Invoice');
  t.equal(ublName(`${ubl}CreditNote-2`, 'CreditNote'), 'ubl:CreditNote');
  t.equal(ublName('', 'ID'), undefined);
  t.equal(ublName('toString', 'ID'), undefined);
  t.equal(ublName(`${ubl}CommonExtensionComponents-2`, 'UBLExtensions'), undefined);
  for (const local of ['Contact', 'PaymentMeans', 'Attachment', 'Person', 'PayeeParty']) {
    t.equal(ublName(`${ubl}CommonAggregateComponents-2`, local), undefined, local);
  }
});

t.test('a path leads to all that it names, and several become a list', async (t) => {
  const item = ublElement(`<cac:Item>
    <cbc:Name> Floor
      cleaner </cbc:Name>
    <cac:TaxCategory><cbc:ID>S</cbc:ID></cac:TaxCategory>
    <cac:TaxCategory><cbc:ID>Z</cbc:ID><cbc:ID/></cac:TaxCategory>
  </cac:Item>`);
  t.equal(textOf(item, 'cbc:Name'), 'Floor cleaner', 'white space counts once');
  t.equal(textOf(item, 'cac:TaxCategory/cbc:ID'), 'S, Z');
  t.equal(textOf(item, 'cbc:Description'), '');
  t.equal(all(item, 'cac:TaxCategory').length, 2);
  t.strictSame(all(item, 'cac:TaxCategory/cbc:ID').map(plainText), ['S', 'Z', '']);
  t.strictSame(all(item, 'cac:Price/cbc:PriceAmount'), []);
});

import { Type } from 'typebox';
import { priceBases } from '../agreed-prices/agreed-price.ts';
import { nullable, oneOf, Pounds, strict } from '../web/schemas.ts';

const PriceSum = strict({ rows: Type.Integer(), net: Pounds('How much in all.') });

/** What lines charge above and below their contract's prices. */
export const PriceCheckDocument = strict(
  {
    overcharged: PriceSum,
    undercharged: PriceSum,
    differences: Type.Array(
      strict({
        row: Type.Integer(),
        document: Type.String(),
        school: Type.String({ description: 'The school as the file names it.' }),
        item: Type.String(),
        quantity: Type.String(),
        agreed_price: Type.String({ description: 'The agreed net price of a unit on that day.' }),
        agreed_net: Pounds('What the quantity costs at that price.'),
        basis: oneOf(
          priceBases,
          'price: as it stands in the contract; tier: by the volume that the contract year has reached; review: moved by an index.',
        ),
        why: nullable(Type.String({ description: 'What makes it the price of that day.' })),
        net: Pounds('What is charged.'),
        claim: Pounds('What is charged too much; below zero where it is too little.'),
      }),
    ),
    not_known: Type.Array(
      strict({
        rows: Type.Integer(),
        net: Pounds('What they charge in all.'),
        why: Type.String({ description: 'Which index level is waited for.' }),
      }),
      { description: 'Lines whose price is not known yet: neither a claim nor agreed.' },
    ),
  },
  { description: 'Newly posted lines that are charged at another price than the contract has.' },
);

/** What lines have above the caps of supplier fees. */
export const FeeCheckDocument = strict(
  {
    rows: Type.Integer({ description: 'Lines above the cap.' }),
    excess: Pounds('What they have above it, to recover.'),
    untested: Type.Integer({ description: 'Lines of a capped item that name no fee.' }),
    differences: Type.Array(
      strict({
        row: Type.Integer(),
        document: Type.String(),
        school: Type.String({ description: 'The school as the file names it.' }),
        item: Type.String(),
        quantity: Type.String(),
        fee: Type.String({ description: 'What the supplier keeps of the price of a unit.' }),
        cap: Type.String({ description: 'The most that it may keep on that day.' }),
        excess: Pounds('(fee − cap) × quantity.'),
      }),
    ),
  },
  { description: 'Newly posted lines held against the caps of supplier fees.' },
);

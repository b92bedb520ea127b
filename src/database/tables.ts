import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, day, days, exact, instant, money, trustId, words } from './columns.ts';

// The directory: who there is, and who may ask. These tables belong to no single trust.

export const trust = pgTable('trust', {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  kind: text().notNull(),
  companyNumber: text(),
  ukprn: text(),
  yearStartsMonth: smallint().notNull(),
});

export const apiKey = pgTable('api_key', {
  id: uuid().primaryKey(),
  trustId: uuid()
    .notNull()
    .references(() => trust.id),
  name: text().notNull(),
  hash: bytes().notNull().unique(),
  createdAt: instant().notNull(),
  lastUsedAt: instant(),
  revokedAt: instant(),
  /** The schools that it is limited to, by their ids, which no renaming changes; null for none. */
  schoolIds: uuid().array(),
  /** What it opens, by the names of abilities; null for everything that a key can open. */
  scopes: text().array(),
  expiresAt: instant(),
});

/** An address at which calendars fetch the dates of a trust; whoever knows its secret may. */
export const calendarFeed = pgTable('calendar_feed', {
  id: uuid().primaryKey(),
  trustId: uuid()
    .notNull()
    .references(() => trust.id),
  name: text().notNull(),
  hash: bytes().notNull().unique(),
  createdAt: instant().notNull(),
  createdBy: text().notNull(),
  endedAt: instant(),
});

/** Somebody who is let in by an e-mail address, in one trust or in several. */
export const person = pgTable('person', {
  id: uuid().primaryKey(),
  /** In lower case: it is one mailbox, however it is typed. */
  email: text().notNull().unique(),
  name: text().notNull(),
  createdAt: instant().notNull(),
});

/** What a person may be in a trust; never changed, only ended. */
export const roleGrant = pgTable(
  'role_grant',
  {
    id: uuid().primaryKey(),
    trustId: uuid()
      .notNull()
      .references(() => trust.id),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    role: text().notNull(),
    /** The schools that it is for; null for the whole trust. */
    schoolIds: uuid().array(),
    grantedAt: instant().notNull(),
    grantedBy: text().notNull(),
    endedAt: instant(),
    endedBy: text(),
  },
  (t) => [index('role_grant_person').on(t.personId), index('role_grant_trust').on(t.trustId)],
);

/** An account elsewhere that a person signs in with, by the provider's own name for it. */
export const identity = pgTable(
  'identity',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    linkedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] })],
);

/** The hash of a person's password (argon2id); who signs in elsewhere has none. */
export const password = pgTable('password', {
  personId: uuid()
    .primaryKey()
    .references(() => person.id),
  hash: text().notNull(),
  setAt: instant().notNull(),
});

/** A link that was sent by e-mail, by its hash: it sets a password once, within its time. */
export const passwordLink = pgTable('password_link', {
  hash: bytes().primaryKey(),
  personId: uuid()
    .notNull()
    .references(() => person.id),
  createdAt: instant().notNull(),
  expiresAt: instant().notNull(),
  usedAt: instant(),
});

/** A way to a provider that is under way: what its answer must fit, used once. */
export const signInFlow = pgTable('sign_in_flow', {
  hash: bytes().primaryKey(),
  verifier: text().notNull(),
  nonce: text().notNull(),
  returnTo: text().notNull(),
  createdAt: instant().notNull(),
});

/** A failed sign-in, by hashes of the address typed and of the place it came from: to slow guessing. */
export const signInFailure = pgTable(
  'sign_in_failure',
  { id: uuid().primaryKey(), of: bytes().notNull(), at: instant().notNull() },
  (t) => [index('sign_in_failure_of').on(t.of, t.at)],
);

/** A signed-in browser, by the hash of the secret in its cookie. */
export const session = pgTable(
  'session',
  {
    id: uuid().primaryKey(),
    hash: bytes().notNull().unique(),
    /** The secret before the last rotation: requests that were under way then still fit. */
    formerHash: bytes(),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    way: text().notNull(),
    createdAt: instant().notNull(),
    seenAt: instant().notNull(),
    rotatedAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [index('session_person').on(t.personId)],
);

// Schools.

export const school = pgTable(
  'school',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    urn: text().notNull(),
    phase: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.id] }), unique().on(t.trustId, t.urn)],
);

/** A name is kept with the journal from which it is known: an old report keeps the old name. */
export const schoolName = pgTable(
  'school_name',
  {
    trustId: trustId(),
    schoolId: uuid().notNull(),
    knownFromJournal: integer().notNull(),
    name: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.schoolId, t.knownFromJournal] }), ofSchool(t)],
);

/** Under which name a trust is known, from a journal on: an old report keeps the old name (P11). */
export const trustName = pgTable(
  'trust_name',
  { trustId: trustId(), knownFromJournal: integer().notNull(), name: text().notNull() },
  (t) => [primaryKey({ columns: [t.trustId, t.knownFromJournal] })],
);

export const schoolIdentifier = pgTable(
  'school_identifier',
  {
    trustId: trustId(),
    schoolId: uuid().notNull(),
    kind: text().notNull(),
    value: text().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.schoolId, t.kind, t.value, t.validFrom] }),
    ofSchool(t),
  ],
);

export const schoolTerms = pgTable(
  'school_terms',
  {
    trustId: trustId(),
    schoolId: uuid().notNull(),
    validFrom: day().notNull(),
    status: text().notNull(),
    yearStartsMonth: smallint().notNull(),
    vatRecoveryRate: exact().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.schoolId, t.validFrom] }), ofSchool(t)],
);

export const membership = pgTable(
  'membership',
  {
    trustId: trustId(),
    schoolId: uuid().notNull(),
    joinedOn: day().notNull(),
    leftOn: day(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.schoolId, t.joinedOn] }), ofSchool(t)],
);

export const driverValue = pgTable(
  'driver_value',
  {
    trustId: trustId(),
    schoolId: uuid().notNull(),
    driver: text().notNull(),
    effectiveFrom: day().notNull(),
    value: exact().notNull(),
    source: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.schoolId, t.driver, t.effectiveFrom] }), ofSchool(t)],
);

// Contracts.

export const supplier = pgTable(
  'supplier',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    name: text().notNull(),
    companyNumber: text(),
    vatNumber: text(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.id] }), unique().on(t.trustId, t.name)],
);

/** What was said of suppliers, in its order: other names, and which of them are the same one. */
export const supplierAct = pgTable(
  'supplier_act',
  {
    trustId: trustId(),
    number: integer().notNull(),
    supplierId: uuid().notNull(),
    act: text().notNull(),
    /** The other name that an alias is. */
    alias: text(),
    /** The supplier that it is the same as. */
    otherId: uuid(),
    reason: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.number] }),
    foreignKey({
      columns: [t.trustId, t.supplierId],
      foreignColumns: [supplier.trustId, supplier.id],
    }),
    foreignKey({
      columns: [t.trustId, t.otherId],
      foreignColumns: [supplier.trustId, supplier.id],
    }),
  ],
);

export const contract = pgTable(
  'contract',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    reference: text().notNull(),
    title: text().notNull(),
    supplierId: uuid().notNull(),
    category: text().notNull(),
    cfrCode: text().notNull(),
    startsOn: day().notNull(),
    endsOn: day().notNull(),
    noticeMonths: integer().notNull(),
    procurementRoute: text().notNull(),
    driver: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    unique().on(t.trustId, t.reference),
    foreignKey({
      columns: [t.trustId, t.supplierId],
      foreignColumns: [supplier.trustId, supplier.id],
    }),
  ],
);

export const contractItem = pgTable(
  'contract_item',
  { trustId: trustId(), contractId: uuid().notNull(), code: text().notNull() },
  (t) => [primaryKey({ columns: [t.trustId, t.contractId, t.code] }), ofContract(t)],
);

export const price = pgTable(
  'price',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    contractId: uuid().notNull(),
    item: text().notNull(),
    description: text().notNull(),
    unit: text().notNull(),
    quantityBasis: text().notNull(),
    lineClass: text().notNull(),
    unitPrice: exact().notNull(),
    feeCap: exact(),
    validFrom: day().notNull(),
    validTo: day(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    unique().on(t.trustId, t.contractId, t.item, t.validFrom),
    ofItem(t),
  ],
);

/** What a unit costs from a quantity of a contract year on, instead of the price (F16). */
export const volumeTier = pgTable(
  'volume_tier',
  {
    trustId: trustId(),
    contractId: uuid().notNull(),
    item: text().notNull(),
    fromQuantity: exact().notNull(),
    unitPrice: exact().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.contractId, t.item, t.fromQuantity, t.validFrom] }),
    ofItem(t),
  ],
);

/** What the supplier owes back of the spend of a contract year, and how soon after it (F16). */
export const rebateClause = pgTable(
  'rebate_clause',
  {
    trustId: trustId(),
    contractId: uuid().notNull(),
    spendAbove: exact().notNull(),
    rebateRate: exact().notNull(),
    dueMonths: integer().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.contractId, t.spendAbove, t.validFrom] }),
    ofContract(t),
  ],
);

/** How the price of an item moves with an index, once a year, within what was agreed. */
export const priceReview = pgTable(
  'price_review',
  {
    trustId: trustId(),
    contractId: uuid().notNull(),
    item: text().notNull(),
    series: text().notNull(),
    baseMonth: day().notNull(),
    reviewMonth: smallint().notNull(),
    /** The most and the least that one review may change the price by; null without a limit. */
    cap: exact(),
    collar: exact(),
    decimals: smallint().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.contractId, t.item, t.validFrom] }), ofItem(t)],
);

/** What a contract says of its end; a change is another version, and the latest one holds. */
export const contractTerms = pgTable(
  'contract_terms',
  {
    trustId: trustId(),
    contractId: uuid().notNull(),
    version: integer().notNull(),
    extensionMonths: integer(),
    extensions: integer(),
    renewalMonths: integer(),
    /** With its unit; null for the months of notice that the contract has. */
    noticeLength: integer(),
    noticeUnit: text(),
    leadWeeks: integer().notNull(),
    penalties: text(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.contractId, t.version] }), ofContract(t)],
);

/** What the register holds of a contract and what was agreed in it; a change is another version. */
export const contractVersion = pgTable(
  'contract_version',
  {
    trustId: trustId(),
    contractId: uuid().notNull(),
    version: integer().notNull(),
    /** Null of a draft, of a contract or of an amendment. */
    signedOn: day(),
    /** Why the terms that were signed are changed; null of the contract as it was first agreed. */
    amendment: text(),
    record: json().notNull(),
    terms: json().notNull(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.contractId, t.version] }), ofContract(t)],
);

/** What was decided of the term of a contract that ends on a day. */
export const contractDecision = pgTable(
  'contract_decision',
  {
    trustId: trustId(),
    contractId: uuid().notNull(),
    number: integer().notNull(),
    endsOn: day().notNull(),
    /** The last day for notice, as it was when it was decided. */
    noticeBy: day().notNull(),
    act: text().notNull(),
    until: day(),
    reason: text().notNull(),
    decidedBy: text().notNull(),
    decidedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.contractId, t.number] }), ofContract(t)],
);

export const boardMeeting = pgTable(
  'board_meeting',
  { trustId: trustId(), day: day().notNull(), name: text().notNull() },
  (t) => [primaryKey({ columns: [t.trustId, t.day] })],
);

/** On which days a person was sent what is to be decided of contracts. */
export const renewalMail = pgTable(
  'renewal_mail',
  { trustId: trustId(), personId: uuid().notNull(), sentOn: day().notNull() },
  (t) => [primaryKey({ columns: [t.trustId, t.personId, t.sentOn] })],
);

/** How often a person wants to be sent it; once a week where nothing is said. */
export const renewalMailChoice = pgTable(
  'renewal_mail_choice',
  {
    trustId: trustId(),
    personId: uuid().notNull(),
    every: text().notNull(),
    changedBy: text().notNull(),
    changedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.personId] })],
);

export const schoolHoliday = pgTable(
  'school_holiday',
  {
    trustId: trustId(),
    startsOn: day().notNull(),
    endsOn: day().notNull(),
    name: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.startsOn] })],
);

export const participant = pgTable(
  'participant',
  {
    trustId: trustId(),
    contractId: uuid().notNull(),
    schoolId: uuid().notNull(),
    startsOn: day().notNull(),
    endsOn: day(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.contractId, t.schoolId, t.startsOn] }),
    ofContract(t),
    ofSchool(t),
  ],
);

export const baseline = pgTable(
  'baseline',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    contractId: uuid().notNull(),
    schoolId: uuid().notNull(),
    item: text().notNull(),
    version: integer().notNull(),
    kind: text().notNull(),
    unitPrice: exact().notNull(),
    vatRate: exact().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
    evidence: text().notNull(),
    preparedBy: text().notNull(),
    approvedBy: text(),
    approvedAt: instant(),
    withdrawnAt: instant(),
    withdrawnBy: text(),
    withdrawnReason: text(),
    /** The series of index levels by which its price moves, and the month of the price; or none. */
    indexSeries: text(),
    indexBaseMonth: day(),
    /** How a price was worked out from what was imported; null for one that a person stated. */
    working: json(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    unique().on(t.trustId, t.contractId, t.schoolId, t.item, t.version),
    ofItem(t),
    ofSchool(t),
  ],
);

/** Levels as they were published: a revised one is a further row with a later day (P7). */
export const indexLevel = pgTable(
  'index_level',
  {
    trustId: trustId(),
    series: text().notNull(),
    month: day().notNull(),
    publishedOn: day().notNull(),
    level: exact().notNull(),
    loadedAt: instant().notNull(),
    loadedBy: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.series, t.month, t.publishedOn] })],
);

/** The bytes of a document that proves something, kept once however often they are sent. */
export const evidenceFile = pgTable(
  'evidence_file',
  {
    trustId: trustId(),
    sha256: text().notNull(),
    byteCount: money().notNull(),
    mediaType: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.sha256] })],
);

export const evidenceChunk = pgTable(
  'evidence_chunk',
  {
    trustId: trustId(),
    sha256: text().notNull(),
    ordinal: integer().notNull(),
    content: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.sha256, t.ordinal] }),
    foreignKey({
      columns: [t.trustId, t.sha256],
      foreignColumns: [evidenceFile.trustId, evidenceFile.sha256],
    }),
  ],
);

/** A document of a contract; its bytes are kept like those of evidence. */
export const contractDocument = pgTable(
  'contract_document',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    contractId: uuid().notNull(),
    kind: text().notNull(),
    name: text().notNull(),
    sha256: text().notNull(),
    /** What it is by its whole content, where `evidence_file` goes by its first bytes. */
    mediaType: text().notNull(),
    /** How many parts of its text are searched; none of a picture. */
    partCount: integer().notNull(),
    /** What of it cannot be searched, and why; null where all of it can. */
    unsearchable: text(),
    addedAt: instant().notNull(),
    addedBy: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    index('contract_document_contract').on(t.trustId, t.contractId),
    ofContract(t),
    foreignKey({
      columns: [t.trustId, t.sha256],
      foreignColumns: [evidenceFile.trustId, evidenceFile.sha256],
    }),
  ],
);

/** The text of a kept document, page by page, with its words for the search. */
export const documentText = pgTable(
  'document_text',
  {
    trustId: trustId(),
    sha256: text().notNull(),
    part: integer().notNull(),
    /** Where the part stands, such as `page 3`. */
    place: text().notNull(),
    content: text().notNull(),
    words: words().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.sha256, t.part] }),
    foreignKey({
      columns: [t.trustId, t.sha256],
      foreignColumns: [evidenceFile.trustId, evidenceFile.sha256],
    }),
  ],
);

/** What proves a baseline version: a kept file, or a link with the hash that a person states. */
export const baselineEvidence = pgTable(
  'baseline_evidence',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    baselineId: uuid().notNull(),
    kind: text().notNull(),
    name: text().notNull(),
    sha256: text().notNull(),
    url: text(),
    addedAt: instant().notNull(),
    addedBy: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    index('baseline_evidence_baseline').on(t.trustId, t.baselineId),
    foreignKey({
      columns: [t.trustId, t.baselineId],
      foreignColumns: [baseline.trustId, baseline.id],
    }),
  ],
);

/**
 * Of which months invoices are expected, as a report as known from a journal on judges: who takes
 * part when, and what comes monthly. Kept with the journal, since the register changes (P10, P11).
 */
export const watchedTerms = pgTable(
  'watched_terms',
  { trustId: trustId(), knownFromJournal: integer().notNull(), document: json().notNull() },
  (t) => [primaryKey({ columns: [t.trustId, t.knownFromJournal] })],
);

/** What contracts promise by volume, as a report as known from a journal on goes by (F16, P11). */
export const promisedTerms = pgTable(
  'promised_terms',
  { trustId: trustId(), knownFromJournal: integer().notNull(), document: json().notNull() },
  (t) => [primaryKey({ columns: [t.trustId, t.knownFromJournal] })],
);

// Files and what was read from them.

export const supplierProfile = pgTable(
  'supplier_profile',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    name: text().notNull(),
    version: integer().notNull(),
    supplierId: uuid().notNull(),
    document: json().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    unique().on(t.trustId, t.name, t.version),
    foreignKey({
      columns: [t.trustId, t.supplierId],
      foreignColumns: [supplier.trustId, supplier.id],
    }),
  ],
);

export const sourceFile = pgTable(
  'source_file',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    name: text().notNull(),
    sha256: text().notNull(),
    keptSha256: text().notNull(),
    byteCount: money().notNull(),
    encoding: text().notNull(),
    header: json().$type<string[]>().notNull(),
    /** Null for a file that was kept before forms were settled: it is read as its profile says. */
    forms: json(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.id] })],
);

export const sourceChunk = pgTable(
  'source_chunk',
  {
    trustId: trustId(),
    fileId: uuid().notNull(),
    ordinal: integer().notNull(),
    firstRow: integer().notNull(),
    content: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.fileId, t.ordinal] }),
    foreignKey({
      columns: [t.trustId, t.fileId],
      foreignColumns: [sourceFile.trustId, sourceFile.id],
    }).onDelete('cascade'),
  ],
);

export const importTable = pgTable(
  'import',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    fileId: uuid().notNull(),
    fileName: text().notNull(),
    sha256: text().notNull(),
    profileId: uuid().notNull(),
    state: text().notNull(),
    receivedAt: instant().notNull(),
    receivedBy: text().notNull(),
    /** The key of some schools that brought it: a name may come again, an id does not. */
    limitedKeyId: uuid(),
    journalNumber: integer(),
    rowsRead: integer().notNull().default(0),
    rowsPosted: integer().notNull().default(0),
    rowsAlready: integer().notNull().default(0),
    rowsHeld: integer().notNull().default(0),
    rowsRefused: integer().notNull().default(0),
    netRead: money().notNull().default(0),
    netPosted: money().notNull().default(0),
    netAlready: money().notNull().default(0),
    netHeld: money().notNull().default(0),
    netRefused: money().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    // One import of a file can be posted at a time for a supplier, whose rows may be some of it; after
    // an undo the file may come again (P12).
    uniqueIndex('import_posted_once')
      .on(t.trustId, t.sha256, t.profileId)
      .where(sql`state = 'posted'`),
    foreignKey({
      columns: [t.trustId, t.fileId],
      foreignColumns: [sourceFile.trustId, sourceFile.id],
    }),
    foreignKey({
      columns: [t.trustId, t.profileId],
      foreignColumns: [supplierProfile.trustId, supplierProfile.id],
    }),
  ],
);

/** Only rows that need a person, or a document that has not come yet. */
export const importRow = pgTable(
  'import_row',
  {
    trustId: trustId(),
    importId: uuid().notNull(),
    row: integer().notNull(),
    state: text().notNull(),
    net: money().notNull(),
    code: text().notNull(),
    message: text().notNull(),
    column: text(),
    found: text(),
    remedy: text(),
    waitsForSupplierId: uuid(),
    waitsForNumber: text(),
    /** Whose row it is, all zeros for more than one school; null while that cannot be told. */
    schoolId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.importId, t.row] }),
    ofImport(t),
    index('import_row_waiting').on(t.trustId, t.waitsForSupplierId, t.waitsForNumber),
  ],
);

/** Rows of an import of a key of some schools that had come with other files, and whose they are. */
export const knownRow = pgTable(
  'known_row',
  {
    trustId: trustId(),
    importId: uuid().notNull(),
    row: integer().notNull(),
    schoolId: uuid().notNull(),
    net: money().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.importId, t.row] }), ofImport(t)],
);

/** Rows of an import that a mended copy of its file has as well, and the import of the copy. */
export const mendedRow = pgTable(
  'mended_row',
  {
    trustId: trustId(),
    importId: uuid().notNull(),
    row: integer().notNull(),
    copyId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.importId, t.row, t.copyId] }),
    ofImport(t),
    foreignKey({
      columns: [t.trustId, t.copyId],
      foreignColumns: [importTable.trustId, importTable.id],
    }),
  ],
);

/** What a person decided of a row that could not be posted by itself; the latest one holds. */
export const rowDecision = pgTable(
  'row_decision',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    fileSha256: text().notNull(),
    supplierId: uuid().notNull(),
    /** Empty for the first sheet of a workbook, and for what has no sheets. */
    sheet: text().notNull(),
    row: integer().notNull(),
    about: text().notNull(),
    verdict: text().notNull(),
    originalNumber: text().notNull(),
    otherFile: text().notNull(),
    reason: text().notNull(),
    knownFromJournal: integer().notNull(),
    decidedBy: text().notNull(),
    decidedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    index('row_decision_file').on(t.trustId, t.fileSha256),
  ],
);

export const invoice = pgTable(
  'invoice',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    supplierId: uuid().notNull(),
    number: text().notNull(),
    kind: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    unique().on(t.trustId, t.supplierId, t.number, t.kind),
  ],
);

export const invoiceLine = pgTable(
  'invoice_line',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    journalNumber: integer().notNull(),
    importId: uuid().notNull(),
    row: integer().notNull(),
    invoiceId: uuid().notNull(),
    originalInvoiceId: uuid(),
    contractId: uuid().notNull(),
    schoolId: uuid(),
    schoolText: text().notNull(),
    item: text().notNull(),
    description: text().notNull(),
    documentDate: day().notNull(),
    creditKind: text(),
    serviceFrom: day().notNull(),
    serviceTo: day().notNull(),
    quantity: exact(),
    unitPrice: exact(),
    net: money().notNull(),
    vat: money().notNull(),
    contentHash: bytes().notNull(),
    lineClass: text().notNull(),
    quantityBasis: text().notNull(),
    priceId: uuid(),
    recoveryRate: exact(),
    periodDays: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    index('invoice_line_document').on(t.trustId, t.invoiceId),
    index('invoice_line_import').on(t.trustId, t.importId, t.row),
    // What a change of baselines reaches is looked up place by place (P6).
    index('invoice_line_place').on(t.trustId, t.contractId, t.item, t.id),
    // What no price explains is listed with the rows that wait (P8).
    index('invoice_line_off_contract')
      .on(t.trustId, t.importId)
      .where(sql`line_class = 'off_contract'`),
    index('invoice_line_original')
      .on(t.trustId, t.originalInvoiceId)
      .where(sql`original_invoice_id is not null`),
    foreignKey({
      columns: [t.trustId, t.invoiceId],
      foreignColumns: [invoice.trustId, invoice.id],
    }),
  ],
);

/** The shares of a joint line, with the weights and days that made them, never recomputed (P4). */
export const allocation = pgTable(
  'allocation',
  {
    trustId: trustId(),
    lineId: uuid().notNull(),
    schoolId: uuid().notNull(),
    journalNumber: integer().notNull(),
    weight: exact().notNull(),
    days: days().notNull(),
    net: money().notNull(),
    vat: money().notNull(),
    recoveryRate: exact().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.lineId, t.schoolId] }),
    foreignKey({
      columns: [t.trustId, t.lineId],
      foreignColumns: [invoiceLine.trustId, invoiceLine.id],
    }),
  ],
);

/** A line that was taken back: its entries are negated, and its row may be posted again (P11). */
export const lineWithdrawal = pgTable(
  'line_withdrawal',
  { trustId: trustId(), lineId: uuid().notNull(), journalNumber: integer().notNull() },
  (t) => [
    primaryKey({ columns: [t.trustId, t.lineId] }),
    index('line_withdrawal_journal').on(t.trustId, t.journalNumber),
    foreignKey({
      columns: [t.trustId, t.lineId],
      foreignColumns: [invoiceLine.trustId, invoiceLine.id],
    }),
  ],
);

// The ledger.

export const journal = pgTable(
  'journal',
  {
    trustId: trustId(),
    number: integer().notNull(),
    kind: text().notNull(),
    recordedAt: instant().notNull(),
    recordedBy: text().notNull(),
    reason: text().notNull(),
    importId: uuid(),
    fileSha256: text(),
    ruleVersion: text().notNull(),
    linesSha256: text().notNull(),
    allocationsSha256: text().notNull(),
    withdrawalsSha256: text().notNull(),
    entriesSha256: text().notNull(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.number] })],
);

export const ledgerEntry = pgTable(
  'ledger_entry',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    journalNumber: integer().notNull(),
    lineId: uuid().notNull(),
    schoolId: uuid().notNull(),
    contractId: uuid().notNull(),
    item: text().notNull(),
    entryClass: text().notNull(),
    serviceMonth: day().notNull(),
    bookedMonth: day().notNull(),
    daysInMonth: integer().notNull(),
    baselineId: uuid(),
    baselineKind: text(),
    quantity: exact().notNull(),
    cost: money().notNull(),
    baselineCost: money(),
    indexedCost: money(),
    /** The days on which the two levels were published that the indexed cost was made from (P7). */
    indexPublishedOn: day(),
    indexBasePublishedOn: day(),
    isSustained: boolean().notNull(),
    /** Odd for a negation, even for an entry or one brought back by negating its negation. */
    depth: smallint().notNull(),
    reversesEntryId: uuid(),
    causedByLineId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    index('ledger_entry_line').on(t.trustId, t.lineId),
    index('ledger_entry_journal').on(t.trustId, t.journalNumber, t.id),
    // What was bought off contract is asked for by itself, with its quantity (F13).
    index('ledger_entry_off_contract')
      .on(t.trustId, t.contractId, t.serviceMonth)
      .where(sql`entry_class = 'off_contract'`),
    index('ledger_entry_cause')
      .on(t.trustId, t.causedByLineId)
      .where(sql`caused_by_line_id is not null`),
    uniqueIndex('ledger_entry_reversed_once')
      .on(t.trustId, t.reversesEntryId)
      .where(sql`reverses_entry_id is not null`),
    foreignKey({
      columns: [t.trustId, t.lineId],
      foreignColumns: [invoiceLine.trustId, invoiceLine.id],
    }),
  ],
);

const cell = {
  trustId: trustId(),
  schoolId: uuid().notNull(),
  contractId: uuid().notNull(),
  item: text().notNull(),
  serviceMonth: day().notNull(),
  bookedMonth: day().notNull(),
  isSustained: boolean().notNull(),
};

const sums = {
  entries: integer().notNull(),
  measuredEntries: integer().notNull(),
  quantity: exact().notNull(),
  cost: money().notNull(),
  measuredCost: money().notNull(),
  cashCost: money().notNull(),
  baselineCost: money().notNull(),
  cashBaselineCost: money().notNull(),
  oneOff: money().notNull(),
  rebate: money().notNull(),
  offContractCost: money().notNull(),
  excluded: money().notNull(),
  indexedCost: money().notNull(),
  indexedBaselineCost: money().notNull(),
  indexedMeasuredCost: money().notNull(),
};

/** What each cell adds up to now. */
export const savingsMonth = pgTable('savings_month', { ...cell, ...sums }, (t) => [
  primaryKey({
    columns: [
      t.trustId,
      t.schoolId,
      t.contractId,
      t.item,
      t.serviceMonth,
      t.bookedMonth,
      t.isSustained,
    ],
  }),
]);

/** What each journal added to each cell: a report "as known at journal N" reads these. */
export const savingsJournal = pgTable(
  'savings_journal',
  { ...cell, journalNumber: integer().notNull(), ...sums },
  (t) => [
    primaryKey({
      columns: [
        t.trustId,
        t.journalNumber,
        t.schoolId,
        t.contractId,
        t.item,
        t.serviceMonth,
        t.bookedMonth,
        t.isSustained,
      ],
    }),
  ],
);

/**
 * Closings and reopenings of service months, never changed: the last one of a month holds. A closed
 * month takes no further entries, later ones are booked in an open one (P11).
 */
export const periodAct = pgTable(
  'period_act',
  {
    trustId: trustId(),
    month: day().notNull(),
    /** Counted from 1 for each month. */
    ordinal: integer().notNull(),
    act: text().notNull(),
    reason: text().notNull(),
    /** The newest journal then: the act holds from the next one on. */
    atJournal: integer().notNull(),
    recordedAt: instant().notNull(),
    recordedBy: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.month, t.ordinal] })],
);

/** What a school answered to its figure of a window, as it was shown; never changed. */
export const agreement = pgTable(
  'agreement',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    schoolId: uuid().notNull(),
    fromMonth: day().notNull(),
    toMonth: day().notNull(),
    /** The newest journal that the figure knew. */
    journalNumber: integer().notNull(),
    cashSaving: money(),
    avoidance: money(),
    netSaving: money().notNull(),
    answer: text().notNull(),
    words: text().notNull(),
    answeredBy: text().notNull(),
    answeredAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    index('agreement_window').on(t.trustId, t.fromMonth, t.toMonth),
    ofSchool(t),
  ],
);

/** Who says that the saving of a contract at a school in a window is his doing. */
export const claim = pgTable(
  'claim',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    contractId: uuid().notNull(),
    schoolId: uuid().notNull(),
    fromMonth: day().notNull(),
    toMonth: day().notNull(),
    claimant: text().notNull(),
    words: text().notNull(),
    claimedBy: text().notNull(),
    claimedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    index('claim_place').on(t.trustId, t.contractId, t.schoolId),
    ofContract(t),
    ofSchool(t),
  ],
);

/** A claim that was taken back: others may claim the same then. */
export const claimWithdrawal = pgTable(
  'claim_withdrawal',
  {
    trustId: trustId(),
    claimId: uuid().notNull(),
    reason: text().notNull(),
    withdrawnBy: text().notNull(),
    withdrawnAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.claimId] }),
    foreignKey({ columns: [t.trustId, t.claimId], foreignColumns: [claim.trustId, claim.id] }),
  ],
);

/** A contract's figure of closed months, as known at a journal, signed by one who did not make it. */
export const validation = pgTable(
  'validation',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    contractId: uuid().notNull(),
    fromMonth: day().notNull(),
    toMonth: day().notNull(),
    journalNumber: integer().notNull(),
    cashSaving: money(),
    avoidance: money(),
    netSaving: money().notNull(),
    words: text().notNull(),
    validatedBy: text().notNull(),
    validatedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.id] }), ofContract(t)],
);

/**
 * What a trust takes from a school for central services in a window of whole months, as it was recorded;
 * never changed: of a month the record with the highest number holds.
 */
export const centralCharge = pgTable(
  'central_charge',
  {
    trustId: trustId(),
    /** Counted from 1 in the trust. */
    number: integer().notNull(),
    schoolId: uuid().notNull(),
    fromMonth: day().notNull(),
    toMonth: day().notNull(),
    amount: money().notNull(),
    source: text().notNull(),
    /** The whole that this is a part of, and what it was shared by; null for an amount of its own. */
    driver: text(),
    sharedAmount: money(),
    weight: exact(),
    totalWeight: exact(),
    /** The newest journal then: the charge is known from the next one on. */
    atJournal: integer().notNull(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.number] }),
    index('central_charge_school').on(t.trustId, t.schoolId),
    ofSchool(t),
  ],
);

/**
 * A version of what schools are expected to save in an area of spend, or by a contract, in a window of
 * whole months; never changed: of a forecast the latest version holds.
 */
export const savingsForecast = pgTable(
  'savings_forecast',
  {
    trustId: trustId(),
    /** Counted from 1 in the trust. */
    number: integer().notNull(),
    /** Counted from 1 in the forecast. */
    version: integer().notNull(),
    stage: text().notNull(),
    area: text().notNull(),
    /** Null while it is only identified. */
    contractId: uuid(),
    fromMonth: day().notNull(),
    toMonth: day().notNull(),
    basis: text().notNull(),
    /** Why it was dropped. */
    reason: text(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
    /** The newest journal then: it is known from the next one on. */
    atJournal: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.number, t.version] }), ofContract(t)],
);

/** The cash saving that a version of a forecast expects for a school in its whole window. */
export const savingsForecastAmount = pgTable(
  'savings_forecast_amount',
  {
    trustId: trustId(),
    number: integer().notNull(),
    version: integer().notNull(),
    schoolId: uuid().notNull(),
    amount: money().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.number, t.version, t.schoolId] }),
    foreignKey({
      name: 'savings_forecast_amount_version',
      columns: [t.trustId, t.number, t.version],
      foreignColumns: [savingsForecast.trustId, savingsForecast.number, savingsForecast.version],
    }),
    ofSchool(t),
  ],
);

// What comes next: areas of spend in which a contract is looked for.

export const sourcingArea = pgTable(
  'sourcing_area',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    /** The reference that the contract will have. */
    reference: text().notNull(),
    title: text().notNull(),
    category: text().notNull(),
    cfrCode: text().notNull(),
    driver: text().notNull(),
    startsOn: day().notNull(),
    endsOn: day().notNull(),
    noticeMonths: smallint().notNull(),
    /** The first of the twelve months whose volumes count. */
    yearFrom: day().notNull(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.id] }), unique().on(t.trustId, t.reference)],
);

/** What is to be bought. */
export const sourcingItem = pgTable(
  'sourcing_item',
  {
    trustId: trustId(),
    areaId: uuid().notNull(),
    item: text().notNull(),
    description: text().notNull(),
    unit: text().notNull(),
    quantityBasis: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.areaId, t.item] }), ofArea(t)],
);

/** What a school pays now and how much it buys in a year: where the ledger has it, what is stated, or both. */
export const sourcingCost = pgTable(
  'sourcing_cost',
  {
    trustId: trustId(),
    areaId: uuid().notNull(),
    schoolId: uuid().notNull(),
    item: text().notNull(),
    /** The contract and item of its posted lines; null where there are none. */
    ofContractId: uuid(),
    ofItem: text(),
    lineClass: text().notNull(),
    /** Months of the year in which nothing was bought. */
    without: text().array().notNull(),
    kind: text(),
    unitPrice: exact(),
    vatRate: exact().notNull(),
    annualQuantity: exact(),
    source: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.areaId, t.schoolId, t.item] }),
    foreignKey({
      name: 'sourcing_cost_item',
      columns: [t.trustId, t.areaId, t.item],
      foreignColumns: [sourcingItem.trustId, sourcingItem.areaId, sourcingItem.item],
    }),
    foreignKey({
      name: 'sourcing_cost_contract',
      columns: [t.trustId, t.ofContractId],
      foreignColumns: [contract.trustId, contract.id],
    }),
    ofSchool(t),
  ],
);

export const sourcingOption = pgTable(
  'sourcing_option',
  {
    trustId: trustId(),
    areaId: uuid().notNull(),
    name: text().notNull(),
    supplier: text().notNull(),
    /** The document that the quotes are in. */
    document: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.areaId, t.name] }), ofArea(t)],
);

/** What an option asks of a school for an item. */
export const sourcingQuote = pgTable(
  'sourcing_quote',
  {
    trustId: trustId(),
    areaId: uuid().notNull(),
    option: text().notNull(),
    schoolId: uuid().notNull(),
    item: text().notNull(),
    unitPrice: exact().notNull(),
    vatRate: exact().notNull(),
    /** The volume of a year that the supplier counted on; null where none was named. */
    annualQuantity: exact(),
    oneOff: money().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.areaId, t.option, t.schoolId, t.item] }),
    foreignKey({
      name: 'sourcing_quote_option',
      columns: [t.trustId, t.areaId, t.option],
      foreignColumns: [sourcingOption.trustId, sourcingOption.areaId, sourcingOption.name],
    }),
    ofSchool(t),
  ],
);

/** Which option was taken, by whom and why; never changed. */
export const sourcingChoice = pgTable(
  'sourcing_choice',
  {
    trustId: trustId(),
    areaId: uuid().notNull(),
    option: text().notNull(),
    contractId: uuid().notNull(),
    /** The forecast that counts what it should save. */
    forecast: integer().notNull(),
    reason: text().notNull(),
    decidedBy: text().notNull(),
    decidedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.areaId] }), ofArea(t), ofContract(t)],
);

/** A board report as it was sealed: its bytes and their hash, which nothing changes any more. */
export const seal = pgTable(
  'seal',
  {
    trustId: trustId(),
    number: integer().notNull(),
    title: text().notNull(),
    journalNumber: integer().notNull(),
    cut: text().array().notNull(),
    firstMonth: day(),
    lastMonth: day(),
    sealedBy: text().notNull(),
    sealedAt: instant().notNull(),
    content: bytes().notNull(),
    sha256: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.number] }),
    foreignKey({
      columns: [t.trustId, t.journalNumber],
      foreignColumns: [journal.trustId, journal.number],
    }),
  ],
);

/** Work on an import that goes on in the background, and what came of it. */
export const run = pgTable(
  'run',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    importId: uuid().notNull(),
    work: text().notNull(),
    isAllOrNothing: boolean().notNull(),
    controlTotal: money(),
    state: text().notNull(),
    isCancelled: boolean().notNull().default(false),
    askedAt: instant().notNull(),
    askedBy: text().notNull(),
    askerId: uuid(),
    /** Of the asker's limit, if there is one: the work is done within it. */
    limitMark: uuid(),
    attempt: integer().notNull().default(0),
    startedAt: instant(),
    notedAt: instant(),
    finishedAt: instant(),
    phase: text(),
    rowsInAll: integer(),
    rowsRead: integer().notNull().default(0),
    rowsSettled: integer().notNull().default(0),
    netRead: money().notNull().default(0),
    result: json(),
    problem: json(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    // Asked for twice, the same work is done once.
    uniqueIndex('run_open_once')
      .on(t.trustId, t.importId, t.work)
      .where(sql`state in ('queued', 'running')`),
    foreignKey({
      columns: [t.trustId, t.importId],
      foreignColumns: [importTable.trustId, importTable.id],
    }).onDelete('cascade'),
  ],
);

/** Which trusts have runs that are not finished: how they are found without a look into each trust. */
export const openRun = pgTable('open_run', { trustId: trustId(), runId: uuid().notNull() }, (t) => [
  primaryKey({ columns: [t.trustId, t.runId] }),
  foreignKey({
    columns: [t.trustId, t.runId],
    foreignColumns: [run.trustId, run.id],
  }).onDelete('cascade'),
]);

/** What somebody did or was refused, with what it changed; never changed itself. */
export const auditEvent = pgTable(
  'audit_event',
  {
    trustId: trustId(),
    id: uuid().notNull(),
    at: instant().notNull(),
    /** A person's or a key's name as it was then. */
    who: text().notNull(),
    whoKind: text().notNull(),
    whoId: uuid(),
    action: text().notNull(),
    outcome: text().notNull(),
    subject: text().notNull(),
    before: json(),
    after: json(),
    address: text(),
    requestId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trustId, t.id] }),
    index('audit_event_action').on(t.trustId, t.action, t.id),
  ],
);

/** Answers that were given to a write, so that the same request sent again gets the same one. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    trustId: trustId(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    status: integer().notNull(),
    body: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trustId, t.key] })],
);

type Column = Parameters<typeof foreignKey>[0]['columns'][number];

function ofSchool(t: { trustId: Column; schoolId: Column }) {
  return foreignKey({
    columns: [t.trustId, t.schoolId] as never,
    foreignColumns: [school.trustId, school.id] as never,
  });
}

function ofContract(t: { trustId: Column; contractId: Column }) {
  return foreignKey({
    columns: [t.trustId, t.contractId] as never,
    foreignColumns: [contract.trustId, contract.id] as never,
  });
}

function ofArea(t: { trustId: Column; areaId: Column }) {
  return foreignKey({
    columns: [t.trustId, t.areaId] as never,
    foreignColumns: [sourcingArea.trustId, sourcingArea.id] as never,
  });
}

function ofItem(t: { trustId: Column; contractId: Column; item: Column }) {
  return foreignKey({
    columns: [t.trustId, t.contractId, t.item] as never,
    foreignColumns: [contractItem.trustId, contractItem.contractId, contractItem.code] as never,
  });
}

function ofImport(t: { trustId: Column; importId: Column }) {
  return foreignKey({
    columns: [t.trustId, t.importId] as never,
    foreignColumns: [importTable.trustId, importTable.id] as never,
  });
}

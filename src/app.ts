import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { keyRoutes } from './access/routes.ts';
import { agreementRoutes } from './agreements/routes.ts';
import { approvalRoutes } from './approvals/routes.ts';
import { attachmentRoutes } from './attachments/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { awardRoutes } from './awards/routes.ts';
import { baselineRoutes } from './baselines/routes.ts';
import { bridgeRoutes } from './bridges/routes.ts';
import { chargeRoutes } from './charges/routes.ts';
import { claimRoutes } from './claims/routes.ts';
import { closingRoutes } from './closings/routes.ts';
import type { Config } from './config.ts';
import { confirmationRoutes } from './confirmations/routes.ts';
import { contractSheetRoutes } from './contract-sheets/routes.ts';
import { contractTermRoutes } from './contract-terms/routes.ts';
import { contractRoutes } from './contracts/routes.ts';
import { conversionRoutes } from './conversions/routes.ts';
import { correctionRoutes } from './corrections/routes.ts';
import type { Database } from './database/connect.ts';
import { derivationRoutes } from './derivations/routes.ts';
import { dismissalRoutes } from './dismissals/routes.ts';
import { dutyRoutes } from './duties/routes.ts';
import { effectRoutes } from './effects/routes.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import { feedRoutes } from './feeds/routes.ts';
import { forecastingRoutes } from './forecasting/routes.ts';
import { forecastRoutes } from './forecasts/routes.ts';
import { importRoutes } from './imports/routes.ts';
import { invitationRoutes } from './invitations/routes.ts';
import { profileRoutes } from './invoices/routes.ts';
import { leakageRoutes } from './leakage/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { openPostOffice } from './mail/commands.ts';
import { mendingRoutes } from './mending/routes.ts';
import { methodRoutes } from './methods/routes.ts';
import { packRoutes } from './packs/routes.ts';
import { pageSlices } from './page-slices.ts';
import { passwordPages } from './passwords/pages.ts';
import { peopleRoutes } from './people/routes.ts';
import { publicationRoutes } from './publications/routes.ts';
import { queueRoutes } from './queue/routes.ts';
import { quotationRoutes } from './quotations/routes.ts';
import { registerRoutes } from './register/routes.ts';
import { reminderRoutes } from './reminders/routes.ts';
import { renewalRoutes } from './renewals/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { repostRoutes } from './reposts/routes.ts';
import { restatementRoutes } from './restatements/routes.ts';
import { runRoutes } from './runs/routes.ts';
import { scenarioRoutes } from './scenarios/routes.ts';
import { schoolRoutes } from './schools/routes.ts';
import { sealRoutes } from './seals/routes.ts';
import { settlementRoutes } from './settlements/routes.ts';
import { signInPages } from './sign-in/pages.ts';
import { sourcingRoutes } from './sourcing/routes.ts';
import { supplierRoutes } from './suppliers/routes.ts';
import { teachingRoutes } from './teachings/routes.ts';
import { tierRoutes } from './tiers/routes.ts';
import { tracingRoutes } from './tracing/routes.ts';
import { trustCalendarRoutes } from './trust-calendar/routes.ts';
import { contractWrites, schoolWrites, trustRoutes } from './trusts/routes.ts';
import { undoRoutes } from './undos/routes.ts';
import { validationRoutes } from './validations/routes.ts';
import { valueRoutes } from './values/routes.ts';
import { variationRoutes } from './variations/routes.ts';
import { guard } from './web/access.ts';
import { keepRecord } from './web/audit.ts';
import { limitVisitors } from './web/call-limits.ts';
import { sharedCompilers } from './web/compilers.ts';
import { type Defences, defencesOf, defend, defendTrusts } from './web/defences.ts';
import { doorkeeperOf } from './web/doorkeeper.ts';
import { handleErrors, refuse, refuseUnknown } from './web/errors.ts';
import { documentationPolicy, withSafeHeaders } from './web/headers.ts';
import { healthRoutes } from './web/health.ts';
import { keepAnswers } from './web/kept-answers.ts';
import { openapi } from './web/openapi.ts';
import { showPages } from './web/page-view.ts';
import { readQueryTypes } from './web/query-types.ts';
import { newRequestId } from './web/request-log.ts';
import type { Demonstration, Service } from './web/service.ts';
import { serverPatience } from './web/slow-clients.ts';
import { guardPages } from './web/trust-page.ts';
import { workRoutes } from './workers/routes.ts';
import { workingRoutes } from './workings/routes.ts';

/** What the service is built from. */
export interface AppOptions {
  readonly database: Database;
  readonly config: Pick<Config, 'uploadBytesMax'> &
    Partial<Pick<Config, 'port' | 'publicUrl' | 'mail' | 'providers' | 'trustedProxies'>>;
  readonly logger?: FastifyServerOptions['logger'];
  readonly now?: () => string;
  /** Only of a process that was started as the demonstration. */
  readonly demonstration?: Demonstration | undefined;
  /** Other limits and deadlines than the usual ones. */
  readonly defences?: Partial<Defences>;
}

/** The whole service: every slice's routes behind a key, one form of refusal, and the document. */
export function buildApp(options: AppOptions): FastifyInstance {
  const { database, config, logger = false, now, demonstration } = options;
  const defences = defencesOf(options.defences);
  const app = Fastify({
    ...serverPatience(defences.patience),
    logger,
    genReqId: newRequestId,
    bodyLimit: 1024 * 1024,
    trustProxy: config.trustedProxies?.length ? [...config.trustedProxies] : false,
    routerOptions: { maxParamLength: 1000 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
    frameworkErrors: withSafeHeaders(refuse),
    schemaController: { compilersFactory: sharedCompilers() },
  });
  const service: Service = {
    database,
    uploadBytesMax: config.uploadBytesMax,
    now: now ?? (() => new Date().toISOString()),
    publicUrl: () => config.publicUrl ?? `http://localhost:${portOf(app) ?? config.port ?? 3000}`,
    post: openPostOffice(config.mail, (message) => {
      app.log.warn({ mail: message }, 'no mail server is set (SMTP_URL): a mail was not sent');
    }),
    providers: config.providers ?? [],
    demonstration,
  };
  app.addHook('onClose', async () => service.post.close());
  handleErrors(app);
  defend(app, defences);
  app.addHook('preValidation', readQueryTypes);
  app.register(cookie);
  app.register(swagger, openapi);
  app.register(swaggerUi, { routePrefix: '/documentation', staticCSP: documentationPolicy });
  app.register(healthRoutes, service);
  app.register(feedRoutes, service);
  app.register(ofOneTrust, { ...service, defences, prefix: '/v1' });
  app.register(pages, { ...service, defences });
  return app;
}

/** What there is of one trust, slice by slice. */
const slices: readonly FastifyPluginAsyncTypebox<Service>[] = [
  peopleRoutes,
  invitationRoutes,
  keyRoutes,
  auditRoutes,
  trustRoutes,
  schoolRoutes,
  schoolWrites,
  conversionRoutes,
  contractRoutes,
  contractWrites,
  supplierRoutes,
  contractTermRoutes,
  trustCalendarRoutes,
  renewalRoutes,
  dutyRoutes,
  reminderRoutes,
  registerRoutes,
  variationRoutes,
  valueRoutes,
  attachmentRoutes,
  contractSheetRoutes,
  baselineRoutes,
  evidenceRoutes,
  profileRoutes,
  importRoutes,
  confirmationRoutes,
  mendingRoutes,
  correctionRoutes,
  approvalRoutes,
  derivationRoutes,
  publicationRoutes,
  repostRoutes,
  settlementRoutes,
  dismissalRoutes,
  teachingRoutes,
  undoRoutes,
  queueRoutes,
  closingRoutes,
  runRoutes,
  workRoutes,
  ledgerRoutes,
  reportRoutes,
  tracingRoutes,
  restatementRoutes,
  methodRoutes,
  sealRoutes,
  bridgeRoutes,
  leakageRoutes,
  effectRoutes,
  tierRoutes,
  agreementRoutes,
  claimRoutes,
  validationRoutes,
  chargeRoutes,
  forecastRoutes,
  forecastingRoutes,
  sourcingRoutes,
  quotationRoutes,
  awardRoutes,
  scenarioRoutes,
  packRoutes,
  workingRoutes,
];

function portOf(app: FastifyInstance): number | undefined {
  const address = app.server.address();
  return typeof address === 'object' ? address?.port : undefined;
}

const pages: FastifyPluginAsyncTypebox<Trusts> = async (app, { defences, ...service }) => {
  await showPages(app, service.demonstration !== undefined);
  app.register(pagesOfVisitors, { ...service, defences });
  app.register(pagesOfTrust, { ...service, defences, prefix: '/trusts/:trust' });
};

const pagesOfVisitors: FastifyPluginAsyncTypebox<Trusts> = async (
  app,
  { defences, ...service },
) => {
  limitVisitors(app, defences.limits);
  app.register(passwordPages, service);
  app.register(signInPages, service);
};

const pagesOfTrust: FastifyPluginAsyncTypebox<Trusts> = async (app, { defences, ...service }) => {
  guardPages(app, service, defences);
  for (const slice of pageSlices) app.register(slice, { ...service, prefix: '' });
};

type Trusts = Service & { readonly defences: Defences };

const ofOneTrust: FastifyPluginAsyncTypebox<Trusts> = async (app, { defences, ...service }) => {
  defendTrusts(app, defences);
  guard(app, doorkeeperOf(service));
  keepRecord(app, service);
  keepAnswers(app);
  refuseUnknown(app);
  for (const routes of slices) app.register(routes, { ...service, prefix: '/trusts/:trust' });
};

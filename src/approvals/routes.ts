import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { BaselineDocument, writeBaseline } from '../baselines/routes.ts';
import {
  ChangeDocument,
  changeSchemas,
  MonthEffectDocument,
  writeChange,
  writeMonth,
} from '../changes/routes.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { Id, named, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { type BaselineEffect, checkApproval, checkWithdrawal } from './commands.ts';

const params = strict({ trust: TrustId, baseline: Id('The id of the version.') });

/** What approving or withdrawing a version changes, or would change. */
export const BaselineEffectDocument = strict(
  {
    baseline: named(BaselineDocument),
    change: named(ChangeDocument),
    months: Type.Array(named(MonthEffectDocument), {
      description: 'Every school, item and service month whose figures move.',
    }),
  },
  { $id: 'BaselineEffect', description: 'A version as it then is, and the figures it moves.' },
);

/** An effect as it travels; of a check, the journal that it would write stays unsaid. */
export function writeBaselineEffect(
  { baseline, change, months }: BaselineEffect,
  isDone: boolean,
): Static<typeof BaselineEffectDocument> {
  return {
    baseline: writeBaseline(baseline),
    change: writeChange(change, isDone),
    months: months.map(writeMonth),
  };
}

const checkApprovalSchema = {
  operationId: 'checkBaselineApproval',
  summary: 'Check what approving a version would do',
  description:
    "Answers which months and each school's figures would change, and saves nothing. Its author is refused.",
  tags: ['baselines'],
  params,
  response: { 200: named(BaselineEffectDocument), ...problems(403, 409, 422) },
};

const checkWithdrawalSchema = {
  operationId: 'checkBaselineWithdrawal',
  summary: 'Check what withdrawing a version would do',
  description: "Answers which months and each school's figures would change, and saves nothing.",
  tags: ['baselines'],
  params,
  body: strict({ reason: Text('Why it must not count any more.', 1000) }),
  response: { 200: named(BaselineEffectDocument), ...problems(409, 422) },
};

export const approvalRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database } = service;
  for (const schema of [
    ...changeSchemas,
    BaselineDocument,
    MonthEffectDocument,
    BaselineEffectDocument,
  ]) {
    app.addSchema(schema);
  }

  app.post(
    '/baselines/:baseline/approve/check',
    { schema: checkApprovalSchema },
    async (request) => {
      const { trustId, by } = callerOf(request);
      const approval = { id: request.params.baseline, by, at: service.now() };
      return writeBaselineEffect(await checkApproval(database, trustId, approval), false);
    },
  );

  app.post(
    '/baselines/:baseline/withdraw/check',
    { schema: checkWithdrawalSchema },
    async (request) => {
      const { trustId, by } = callerOf(request);
      const { baseline: id } = request.params;
      const withdrawal = { id, by, at: service.now(), ...request.body };
      return writeBaselineEffect(await checkWithdrawal(database, trustId, withdrawal), false);
    },
  );
};

import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { recordRefusal } from './audit.ts';
import { NotThere, Refused } from './errors.ts';
import { type Answer, answerOnce, type Write } from './idempotency.ts';
import type { Service } from './service.ts';

/** What a form asks for, where it leads when that is done, and the page that asks again when it is not. */
export interface FormWork<Body> {
  readonly work: (write: Write) => Promise<Answer<Body>>;
  readonly leadsTo: (done: Body) => string;
  /** Shows the form again with the problem, and with everything that was typed. */
  readonly again: (problem: Problem) => Promise<FastifyReply>;
  /** The field at which a refusal is shown that names none. */
  readonly field: string;
}

/**
 * Does what a form asks and leads on by 303, so that reloading does it no second time. What a person
 * can put right is told in the form; a failure stays one.
 */
export async function answerForm<Body>(
  service: Service,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { work, leadsTo, again, field }: FormWork<Body>,
): Promise<FastifyReply> {
  try {
    const done = await answerOnce(service, { request, reply }, work);
    return reply.redirect(leadsTo(done), 303);
  } catch (problem) {
    // What the address itself does not open is told by a page of its own.
    const isForm = !(problem instanceof NotThere || problem instanceof Refused);
    if (!(problem instanceof Problem && isForm)) throw problem;
    await recordRefusal(service, request, problem);
    return again(problemAt(problem, field));
  }
}

/** The same problem, at a field of the form where it names none. */
export const problemAt = ({ details }: Problem, field: string) =>
  new Problem(details.map((detail) => ({ column: field, ...detail })));

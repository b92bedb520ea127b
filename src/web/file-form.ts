import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type TakenFile, takeIn, tooLarge } from './upload.ts';

/** A file that a person chose in a form. */
export interface ChosenFile extends TakenFile {
  /** As the person's computer calls it, without its folders. */
  readonly name: string;
}

/** A form with a file: its other fields as text, and the file if one was chosen. */
export interface FileForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: ChosenFile | undefined;
}

const formBytes = 64 * 1024;
const longestName = 255;

/** Lets the pages of a plugin take forms with a file in them. */
export async function takeFileForms(app: FastifyInstance): Promise<void> {
  await app.register(multipart);
}

/**
 * Reads a form with a file, the file piece by piece into a private one that has to be closed; refuses
 * one that is larger than the service takes.
 */
export async function readFileForm(request: FastifyRequest, bytesMax: number): Promise<FileForm> {
  const fields: Record<string, string> = {};
  let file: ChosenFile | undefined;
  try {
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > bytesMax + formBytes) throw tooLarge(bytesMax);
    const limits = { files: 1, fields: 50, fieldSize: formBytes, fileSize: bytesMax + 1 };
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') fields[part.fieldname] = String(part.value);
      else if (part.filename)
        file = { name: nameOf(part.filename), ...(await takeIn(part.file, bytesMax)) };
      else part.file.resume();
    }
    return { fields, file };
  } catch (error) {
    await file?.close();
    throw error;
  } finally {
    // What nobody reads would hold the connection.
    request.raw.unpipe();
    request.raw.resume();
  }
}

const nameOf = (given: string) =>
  (given.split(/[\\/]/).at(-1) ?? '')
    .replace(/\p{Cc}/gu, '')
    .slice(-longestName)
    .trim() || 'file';

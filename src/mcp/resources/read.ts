import type { BlobResourceContents, TextResourceContents } from '@modelcontextprotocol/server';
import { PlanError } from '../../errors.ts';
import type { Context } from '../../tools/context.ts';
import { textOfPlace } from '../../tools/placesOfPlan.ts';
import { templateSource } from '../../tools/templateNamed.ts';
import { parseUri } from './uris.ts';

const mimeType = 'text/markdown';

/**
 * The contents of a resource as they stand in the file, hidden characters and all: a resource is the file, not a reading of it. A plan
 * that is no UTF-8 comes as bytes. Throws PlanError.
 */
export async function readResource(
  uri: string,
  context: Context,
): Promise<TextResourceContents | BlobResourceContents> {
  const named = parseUri(uri);
  switch (named.kind) {
    case 'plan':
      if (named.address === undefined) return { uri, mimeType, ...(await fileOf(named.path, context)) };
      return { uri, mimeType, text: await textOfPlace(named.path, named.address, context) };
    case 'template':
      return { uri, mimeType, text: (await templateSource(named.id, context)).text };
    case 'constitution':
      return { uri, mimeType, text: (await constitutionOf(context)).text };
  }
}

/** The workspace's file that a resource's text stands in; undefined where that comes with the program and never changes. Throws PlanError. */
export async function fileBehind(
  uri: string,
  context: Pick<Context, 'workspace' | 'packaged'>,
): Promise<string | undefined> {
  const named = parseUri(uri);
  switch (named.kind) {
    case 'plan':
      return context.workspace.resolvePlan(named.path);
    case 'template': {
      const { path, isOwn } = await templateSource(named.id, context);
      return isOwn ? path : undefined;
    }
    case 'constitution':
      return (await constitutionOf(context)).path;
  }
}

/** Where the file of a plan would stand that is yet to be made; undefined for a URI that names none by its path. */
export function fileToBe(uri: string): string | undefined {
  const named = parseUri(uri);
  return named.kind === 'plan' && named.address === undefined ? named.path : undefined;
}

async function fileOf(plan: string, { workspace }: Context): Promise<{ text: string } | { blob: string }> {
  const { text, bytes, faithful } = await workspace.read(await workspace.resolvePlan(plan));
  return faithful ? { text } : { blob: Buffer.from(bytes).toString('base64') };
}

async function constitutionOf({ workspace }: Pick<Context, 'workspace'>): Promise<{ path: string; text: string }> {
  const file = await workspace.findConstitution();
  if (file !== undefined) return file;
  throw new PlanError('invalid_input', 'The workspace has no constitution.', {
    fix: 'Write one to constitution.md or .specify/memory/constitution.md, or name one in plankeeper.config.json.',
  });
}

import { PlanError } from '../errors.ts';
import type { Document } from '../markdown/model.ts';
import { metadataOf } from '../plan/create/metadata.ts';
import type { Words } from '../plan/words.ts';
import type { Context } from './context.ts';
import type { OpenPlan } from './openPlan.ts';

/** The spec that a plan is made for. */
export interface Spec {
  readonly path: string;
  readonly text: string;
}

/**
 * The spec by its path, or the `spec.md` of a folder; where none is named, the one beside the plan's own path, or the
 * one of the branch's folder that has no plan yet, as spec-kit lays them out. Throws PlanError.
 */
export async function readSpec(
  { spec, path }: { readonly spec?: string | undefined; readonly path?: string | undefined },
  context: Context,
): Promise<Spec | undefined> {
  if (spec === undefined) return path === undefined ? specOfBranch(context) : specBeside(path.trim(), context);
  const paths = /\.(?:md|markdown)$/i.test(spec.trim())
    ? [spec.trim()]
    : [`${spec.trim()}/spec.md`, `${spec.trim()}.md`];
  for (const name of paths) {
    try {
      const { path, text } = await context.workspace.read(name);
      return { path, text };
    } catch (fault) {
      if (!(fault instanceof PlanError) || fault.code !== 'unknown_plan') throw fault;
    }
  }
  throw new PlanError('unreadable', `There is no spec at "${spec.slice(0, 200)}".`, {
    fix: 'Name the spec by its path in the workspace, or leave spec out.',
  });
}

/** The spec that a plan names in its metadata or in its header, by a link or a path; else the one beside it. Throws PlanError. */
export async function specOfPlan({ path, document, setting }: OpenPlan, context: Context): Promise<Spec | undefined> {
  for (const target of specsNamed(document, setting.words)) {
    const found = (await fileNear(path, target, context)) ?? (await fileNear(path, `/${target}`, context));
    if (found !== undefined && found.path !== path) return found;
  }
  const beside = await specBeside(path, context);
  return beside?.path === path ? undefined : beside;
}

/** `[spec](./spec.md)`, `specs/003-ferry/spec.md` behind a label for it, and a path to a `spec.md` in the header's code marks. */
function specsNamed(document: Document, words: Words): readonly string[] {
  const told = metadataOf({ document, words }).filter(({ label }) => words.label('spec').is(label));
  const values = told.map(({ value }) => document.text.slice(value.from, Math.min(value.to, value.from + 500)));
  const header = document.top.find(({ kind }) => kind === 'header')?.body;
  const inHeader =
    header === undefined ? '' : document.text.slice(header.from, Math.min(header.to, header.from + 8000));
  const paths = [...inHeader.matchAll(/`([^`\s]{0,300}spec\.md)`/gi)].map((match) => match[1] ?? '');
  const named = values.flatMap(
    (value) =>
      /\]\(<?([^()<>\s]{1,400})/.exec(value)?.[1] ??
      /[^\s`"'<>()[\]]{1,400}\.(?:md|markdown)(?!\w)/i.exec(value)?.[0] ??
      [],
  );
  return [...named, ...paths].filter((target) => /\.(?:md|markdown)(?:#|$)/i.test(target));
}

async function fileNear(plan: string, link: string, context: Context): Promise<Spec | undefined> {
  try {
    const file = await context.workspace.readNear(plan, link);
    return file === undefined ? undefined : { path: file.path, text: file.text };
  } catch (fault) {
    if (fault instanceof PlanError && noSpec.has(fault.code)) return undefined;
    throw fault;
  }
}

/** `specs/003-night-ferry/spec.md` on the branch `003-night-ferry`, while no plan stands beside it. */
async function specOfBranch(context: Context): Promise<Spec | undefined> {
  const { branch } = context.workspace.git;
  if (branch === undefined || !/^\d{3,6}-[^/]+$/.test(branch)) return undefined;
  const folder = `specs/${branch}/`;
  if ((await fileAt(`${folder}plan.md`, context)) !== undefined) return undefined;
  return fileAt(`${folder}spec.md`, context);
}

const noSpec: ReadonlySet<string> = new Set(['unknown_plan', 'outside_workspace', 'invalid_input']);

async function specBeside(path: string, context: Context): Promise<Spec | undefined> {
  return fileAt(`${path.slice(0, path.lastIndexOf('/') + 1)}spec.md`, context);
}

async function fileAt(name: string, context: Context): Promise<Spec | undefined> {
  try {
    const { path, text } = await context.workspace.read(name);
    return { path, text };
  } catch (fault) {
    // A path that is faulty itself is refused where the plan is made, in words about the plan.
    if (fault instanceof PlanError && noSpec.has(fault.code)) return undefined;
    throw fault;
  }
}

/** A Markdown link from one file of the workspace to another. */
export function linkTo(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared += 1;
  const path = [...Array.from({ length: here.length - shared }, () => '..'), ...there.slice(shared)].join('/');
  const target = (path.startsWith('../') ? path : `./${path}`).replace(/[ ()]/g, (mark) =>
    encodeURIComponent(mark).replace('(', '%28').replace(')', '%29'),
  );
  return `[${there.at(-1) ?? to}](${target})`;
}

import { PlanError } from '../errors.ts';
import type { Context } from './context.ts';

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

import { PlanError } from '../errors.ts';
import { shown } from './shown.ts';

/**
 * A pattern of paths: `*` and `?` within a name, `**` for any number of folders. Letter case never matters. Matching takes
 * time in proportion to pattern × path, whatever they hold.
 */
export interface Glob {
  readonly parts: readonly string[];
  /** The folder above the first part with a wildcard; empty for the root. */
  readonly folder: string;
}

/** Reads a pattern. Throws PlanError `invalid_input` for what it has no meaning for. */
export function parseGlob(pattern: string): Glob {
  const parts = pattern.split('/');
  const fault = faultOf(pattern, parts);
  if (fault !== undefined) {
    throw new PlanError('invalid_input', `The pattern ${shown(pattern)} ${fault}.`, {
      fix: 'Patterns are relative to the root and know *, ** and ?.',
    });
  }
  const wild = parts.findIndex((part) => /[*?]/.test(part));
  return { parts, folder: (wild === -1 ? parts.slice(0, -1) : parts.slice(0, wild)).join('/') };
}

/** What is wrong with a pattern, in words that follow its name; undefined if nothing is. */
export function globFault(pattern: string): string | undefined {
  return faultOf(pattern, pattern.split('/'));
}

/** Whether the pattern matches the whole path. */
export function matchesGlob(glob: Glob, path: string): boolean {
  const names = path.split('/');
  // reached[j]: the parts so far match the first j names.
  let reached = [true, ...names.map(() => false)];
  for (const part of glob.parts) {
    reached =
      part === '**'
        ? fromFirst(reached)
        : reached.map((_, j) => j > 0 && reached[j - 1] === true && matchesName(part, names[j - 1] ?? ''));
  }
  return reached.at(-1) === true;
}

/** Whether the pattern names `ignored` without a wildcard, and `folder`, which is or lies below that, is on its way. */
export function namesFolder(glob: Glob, ignored: string, folder: string): boolean {
  const named = `${glob.folder.toLowerCase()}/`;
  const asked = `${folder.toLowerCase()}/`;
  return named.startsWith(`${ignored.toLowerCase()}/`) && (named.startsWith(asked) || asked.startsWith(named));
}

/** Everything from the first reached name on */
function fromFirst(reached: readonly boolean[]): boolean[] {
  const first = reached.indexOf(true);
  return reached.map((_, j) => first !== -1 && j >= first);
}

/** One `*` at a time is enough to come back to: an earlier one could give nothing that the later can't. */
function matchesName(part: string, name: string): boolean {
  const wanted = [...part.toLowerCase()];
  const given = [...name.toLowerCase()];
  let star = -1;
  let starAt = 0;
  let i = 0;
  for (let j = 0; j < given.length; ) {
    if (wanted[i] === '*') {
      star = i;
      starAt = j;
      i += 1;
    } else if (wanted[i] === '?' || wanted[i] === given[j]) {
      i += 1;
      j += 1;
    } else if (star !== -1) {
      starAt += 1;
      j = starAt;
      i = star + 1;
    } else return false;
  }
  while (wanted[i] === '*') i += 1;
  return i === wanted.length;
}

function faultOf(pattern: string, parts: readonly string[]): string | undefined {
  if (pattern.length > 300 || parts.length > 30) return 'is too long';
  if (/[{}[\]!\\\0]/.test(pattern)) return 'has one of { } [ ] ! \\, which mean nothing here';
  if (pattern.startsWith('/') || /^[a-z]:/i.test(pattern)) return 'is not relative to the root';
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return "has an empty part, '.' or '..'";
  if (parts.some((part) => part.includes('**') && part !== '**')) return "has '**' beside other characters of a name";
  return undefined;
}

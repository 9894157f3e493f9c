import type { Installed } from './installed.ts';

/** What the README says of the package's size. Rounded up to half a megabyte, so that it holds for longer than a commit. */
export function sizeLine({ dependencies, bytes }: Pick<Installed, 'dependencies' | 'bytes'>): string {
  const megabytes = Math.ceil(bytes / 500_000) / 2;
  const count = dependencies.length === 0 ? 'no dependencies' : `${dependencies.length} dependencies`;
  return `The installed package takes under ${megabytes} MB and has ${count}.`;
}

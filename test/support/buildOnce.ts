import { buildProgram } from '../../scripts/build.ts';

/** The end-to-end tests run the built program. */
export async function setup(): Promise<void> {
  await buildProgram();
}

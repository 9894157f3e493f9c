import { PlanError } from '../../../src/errors.ts';

/** The PlanError that an act ends in; fails on any other end. */
export async function refusal(act: () => unknown): Promise<PlanError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error('Expected a refusal.');
}

import { z } from 'zod';

/** Arguments that several tools share, described once. */
export const plan = z.string().max(1000).describe('Path, id, slug or number');
export const address = z.string().max(2000);

/** Text that goes into a plan: a body, a value, a note. */
export const text = z.string().max(1_000_000);

/** One thing that is said of a place: a name, a date, a reason, a receipt. */
export const words = z.string().max(10_000);

/** Text, or a list of texts, by label, column, slot or child heading. */
export const values = z.record(z.string().max(1000), z.union([text, z.array(text).max(2000)]));

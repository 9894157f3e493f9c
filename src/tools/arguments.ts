import { z } from 'zod';

/** Arguments that several tools share, described once. */
export const plan = z.string().describe('Path, id, slug or number');
export const address = z.string();

/** Text, or a list of texts, by label, column, slot or child heading. */
export const values = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

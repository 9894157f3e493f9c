import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './sources.ts';

/** The built program. */
export const program = join(root, 'dist', 'plankeeper.js');

export interface Run {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program with all of `input` on its stdin, as a shell's pipe does, and waits for its end. */
export async function runProgram(args: readonly string[], input: string | Buffer, cwd: string): Promise<Run> {
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...process.env, PLANKEEPER_WORKSPACE: '' } });
  const told = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told.stderr += text;
  });
  // A program that refuses its arguments is gone before it reads.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', (exit) => resolve(exit));
  });
  return { code, ...told };
}

const answerSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});

export type RawAnswer = z.output<typeof answerSchema>;

/** Every line of an output as a JSON-RPC message; throws on a line that is none. */
export function messagesIn(stdout: string): readonly RawAnswer[] {
  const lines = stdout.split('\n');
  if (lines.pop() !== '') throw new Error('The output does not end with a line break.');
  return lines.map((line) => answerSchema.parse(JSON.parse(line)));
}

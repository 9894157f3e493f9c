import { z } from 'zod';
import type { ToolAnswer } from './answers.ts';
import { startServer, type TestServer } from './server.ts';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

/** A plan that the server has just made in a workspace of its own. */
export interface TestPlan {
  readonly server: TestServer;
  readonly workspace: TestWorkspace;
  readonly path: string;
  fill(...fills: Record<string, unknown>[]): Promise<ToolAnswer>;
  /** As `fill`; throws where anything was refused. */
  mustFill(...fills: Record<string, unknown>[]): Promise<void>;
  check(): Promise<ConstitutionAnswer>;
  questions(): Promise<QuestionsAnswer>;
  read(): string;
}

const constitutionSchema = z.object({
  verdict: z.string(),
  constitution: z.object({ path: z.string().optional(), version: z.string().optional(), unfilled: z.boolean() }),
  principles: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      verdict: z.string(),
      line: z.number().optional(),
      evidence: z.string().optional(),
      why: z.string().optional(),
    }),
  ),
  gates: z.array(
    z.object({ id: z.string(), title: z.string(), state: z.string(), line: z.number(), why: z.string().optional() }),
  ),
  next: z.string().optional(),
});

export type ConstitutionAnswer = z.output<typeof constitutionSchema>;

const questionsSchema = z.object({
  questions: z.array(
    z.object({
      id: z.string(),
      plan: z.string(),
      section: z.string(),
      line: z.number(),
      text: z.string(),
      kind: z.string(),
      blocking: z.boolean(),
      owner: z.string().optional(),
      impact: z.string().optional(),
      due: z.string().optional(),
      overdue: z.boolean().optional(),
    }),
  ),
  total: z.number(),
  next_cursor: z.string().optional(),
});

export type QuestionsAnswer = z.output<typeof questionsSchema>;

/** Makes a plan from a template in a workspace that holds `files`. */
export async function newPlan(template: string, files: Readonly<Record<string, string>> = {}): Promise<TestPlan> {
  const workspace = makeWorkspace(files);
  const server = await startServer(workspace.path);
  return createIn(workspace, server, template);
}

/** Makes one more plan where a server runs. */
export async function createIn(workspace: TestWorkspace, server: TestServer, template: string): Promise<TestPlan> {
  const created = await server.call('create_plan', {
    title: 'Parcel lockers',
    template,
    exception: 'Agreed with Mara.',
  });
  return planAt(workspace, server, z.string().parse(created.data?.path, { error: () => created.text }));
}

/** A plan that lies in the workspace already. */
export function planAt(workspace: TestWorkspace, server: TestServer, path: string): TestPlan {
  const fill = (...fills: Record<string, unknown>[]): Promise<ToolAnswer> =>
    server.call('fill_section', { plan: path, fills });
  return {
    server,
    workspace,
    path,
    fill,
    mustFill: async (...fills) => {
      const answer = await fill(...fills);
      if (answer.isError || answer.data?.refused !== undefined) throw new Error(answer.text);
    },
    check: () => checkConstitution(server, { plan: path }),
    questions: () => listQuestions(server, { plan: path }),
    read: () => workspace.read(path),
  };
}

/** Throws with the refusal's words where the check is refused. */
export async function checkConstitution(
  server: TestServer,
  args: Record<string, unknown>,
): Promise<ConstitutionAnswer> {
  const answer = await server.call('check_constitution', args);
  if (answer.isError) throw new Error(answer.text);
  return constitutionSchema.parse(answer.data);
}

/** Throws with the refusal's words where the list is refused. */
export async function listQuestions(server: TestServer, args: Record<string, unknown>): Promise<QuestionsAnswer> {
  const answer = await server.call('list_open_questions', args);
  if (answer.isError) throw new Error(answer.text);
  return questionsSchema.parse(answer.data);
}

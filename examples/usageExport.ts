/** The fills that make the demo's plan: a real feature, written section by section as an agent would. */

interface Fill {
  readonly section: string;
  readonly values?: Readonly<Record<string, string | string[]>>;
  readonly content?: string;
  readonly mode?: 'append';
}

export const title = 'Usage export for invoices';

/** What the plan is about and how it goes forward. */
export const approach: readonly Fill[] = [
  { section: 'header', values: { 'Related Spec': 'None: agreed in the billing review' } },
  {
    section: 'overview',
    content:
      'Finance exports the metered usage of every workspace as a CSV file each month and pastes it into the invoicing system. This plan gives them a signed export that is made on request and again each night.',
  },
  {
    section: 'implementation-phases/phase-1',
    values: {
      heading: 'Exportable usage',
      Goal: 'One query gives the usage of a workspace for any month, and its sum equals the dashboard.',
      Tasks: [
        'Add the table usage_daily and fill it from the meter events of the last 13 months',
        'Write the roll-up job with a checkpoint for each workspace',
        'Compare its sums with the dashboard on staging for three months',
      ],
      Deliverables: ['Table usage_daily with its roll-up job', 'A comparison report, checked in under docs/billing'],
      'Success Criteria': [
        'Sums differ from the dashboard by less than 0.1 % for every workspace',
        'The job catches up after a day of downtime in under 10 minutes',
      ],
    },
  },
  {
    section: 'implementation-phases/phase-2',
    values: {
      heading: 'Export on request and by night',
      Goal: 'Finance and agents get a signed CSV file for any closed month.',
      Tasks: [
        'Serve the export over REST and as an MCP tool',
        'Write each file to the bucket with a checksum and keep it for seven years',
        'Schedule the nightly run with an alert on failure',
      ],
      Deliverables: ['The endpoint, the tool and the nightly job behind the flag usage_export'],
      'Success Criteria': ['An export of 5,000 workspaces takes less than two minutes'],
    },
  },
];

/** What changes, and what it depends on. */
export const changes: readonly Fill[] = [
  {
    section: 'database-schema-changes',
    content:
      'One new table, filled by the roll-up job and never updated in place.\n\n```sql\nCREATE TABLE usage_daily (\n  workspace_id uuid NOT NULL,\n  day date NOT NULL,\n  metric text NOT NULL,\n  quantity numeric NOT NULL,\n  PRIMARY KEY (workspace_id, day, metric)\n);\n```',
  },
  {
    section: 'api-changes',
    values: {
      'New MCP Tools': ['`export_usage`: gives the link to the export of a month'],
      'New REST Endpoints': [
        '`POST /api/usage-exports`: makes an export',
        '`GET /api/usage-exports/:id`: its state and its signed link',
      ],
    },
  },
  {
    section: 'layer-modifications',
    values: {
      'Actions Layer': ['createUsageExport checks the finance role and starts the export'],
      'Models Layer': ['UsageExport holds month, state, checksum and expiry'],
      'Database Layer': ['Migration for usage_daily with an index by month'],
    },
  },
  {
    section: 'dependencies',
    values: {
      External: ['The object store that the invoices use already'],
      Internal: ['Meter events, version 2, live since October'],
      Blockers: ['None'],
    },
  },
];

/** How it is tested, rolled out and watched; DEADLINE stands for the day by which its questions are answered. */
export const delivery: readonly Fill[] = [
  {
    section: 'unit-tests',
    values: {
      'Key Test Scenarios': ['A month with daylight-saving days adds up', 'A late event lands in the day it happened'],
    },
  },
  {
    section: 'integration-tests',
    values: {
      Scenarios: [
        'The roll-up resumes from its checkpoint after a kill',
        'An export without the finance role is refused with 403',
      ],
    },
  },
  {
    section: 'e2e-tests',
    values: {
      'User Workflows': [
        'Finance asks for October and downloads the file',
        'An agent asks for the same export through the tool',
      ],
    },
  },
  {
    section: 'rollout-plan/development',
    content:
      '1. Merge the migration and the roll-up job, both behind the flag\n2. Fill 13 months on a copy of production',
  },
  {
    section: 'rollout-plan/staging',
    content: '1. Run the comparison report for three months\n2. Let finance import one file into the invoicing sandbox',
  },
  {
    section: 'rollout-plan/production',
    values: {
      'How it goes live': 'Turn usage_export on for the finance role',
      'How it is watched and confirmed': 'Watch the roll-up lag and the first nightly run, then tell finance',
      'Rollback Plan': 'Turn usage_export off; the table stays, and finance goes back to the manual export.',
    },
  },
  {
    section: 'monitoring-observability',
    values: {
      'Metrics to Track': [
        'usage_export_seconds: how long an export takes',
        'usage_rollup_lag_hours: how far the roll-up is behind',
      ],
      'Alerts to Configure': [
        'Roll-up more than 6 hours behind: page the billing team',
        'Nightly export failed twice: message the billing channel',
      ],
      'Logs to Add': ['usage_export.finished: month, rows, checksum'],
    },
  },
  {
    section: 'risk-assessment',
    values: {
      Risk: ['Late events change a closed month', 'The first fill loads the database'],
      Probability: ['Med', 'Low'],
      Impact: ['High', 'Med'],
      Mitigation: [
        'Close a month on the 5th and book later events to the next one',
        'Fill by workspace in batches at night',
      ],
    },
  },
  { section: 'timeline/phase-1', values: { Duration: '5 days', Dependencies: 'None' } },
  { section: 'timeline/phase-2', values: { Duration: '4 days' } },
  { section: 'timeline/total', values: { Duration: '9 days' } },
  { section: 'constitution', values: { Violations: 'None' } },
  {
    section: 'open-questions',
    content:
      '1. Does finance need usage by project as well as by workspace?\n2. Who signs off the comparison report?\n\n**Resolution Deadline:** DEADLINE',
  },
];

/** The answers to its questions, in their order. */
export const answers: readonly string[] = [
  'By workspace is enough for the invoices',
  'Finance does, with the billing lead',
];

/** Each principle with the plan's evidence: what makes its verdict hold. */
export const evidence: Readonly<Record<string, string>> = {
  'Agentic-First Design': 'export_usage is an MCP tool from the first release (API Changes).',
  'Fast Feedback Loops': 'the roll-up tests run on 30 days of fixtures and add 4 seconds to CI.',
  'Deployment Portability': 'the job is a plain CronJob in the Helm chart, the bucket is reached over the S3 protocol.',
  'Security by Default': 'exports need the finance role, links are signed and expire after an hour.',
  'Test-Driven Quality':
    'scenarios for all three levels are listed under Testing Strategy, coverage target above 80 %.',
  'Layered Architecture': 'the action checks rights, the model keeps state, only the model touches the database.',
};

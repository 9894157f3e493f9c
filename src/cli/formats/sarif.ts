import { rules } from '../../plan/rules/index.ts';
import type { Finding } from '../../plan/rules/model.ts';
import type { CheckRun, UncheckedPlan } from './model.ts';

/** SARIF 2.1.0 (OASIS), one run: rules, results with file and line, and what could not be checked as notifications. */
export function asSarif(run: CheckRun): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Plankeeper',
            version: run.version,
            rules: rules.map(({ id, wants }) => ({ id, shortDescription: { text: wants } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: run.unchecked.length === 0,
            toolExecutionNotifications: run.unchecked.map(notification),
          },
        ],
        results: run.plans.flatMap(({ path, check }) => check.findings.map((finding) => result(path, finding))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function result(path: string, { rule, severity, section, line, message, fix }: Finding): object {
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text: fix === undefined ? message : `${message} → ${fix}` },
    locations: [{ ...location(path, line), logicalLocations: [{ fullyQualifiedName: section }] }],
  };
}

function notification({ path, code, message }: UncheckedPlan): object {
  return { level: 'error', message: { text: `[${code}] ${message}` }, locations: [location(path, 1)] };
}

function location(path: string, line: number): object {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine: Math.max(1, line) } } };
}

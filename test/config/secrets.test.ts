import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEY, problemsOf, production, refusals, VARIABLES } from './environments.ts';

const CANARY = 'canary';
/** Texts with a secret in them, from plain noise to what looks much like a right value. */
const secretText = fc.oneof(
  fc.string().map((noise) => `${noise}${CANARY}${noise}`),
  fc.constantFrom(
    `${CANARY}${KEY}`,
    `https://${CANARY}.example/${CANARY}`,
    `https://u:${CANARY}@a.example`,
    `postgres://u:${CANARY}@a.example/d`,
    `${CANARY}.example=https://${CANARY}.example`,
    `127.0.0.1,${CANARY}\n${CANARY}`,
    `${CANARY}=`,
  ),
);

describe('secrets', () => {
  it('stand in no problem, whichever variable they were put into', () => {
    const environment = fc.record(
      Object.fromEntries(VARIABLES.map((name) => [name, fc.option(secretText, { nil: undefined })])),
    );
    fc.assert(
      fc.property(environment, (given) => {
        expect(problemsOf(given).join('\n')).not.toContain(CANARY);
      }),
    );
  });

  it('are shown by no way of writing a config down', () => {
    const secrets = fc.record({
      BOT_PASSWORD: secretText,
      GATEWAY_SECRET: secretText.map((key) => key.replaceAll(',', '').padEnd(32, '.').trim()),
    });
    fc.assert(
      fc.property(secrets, (given) => {
        fc.pre(refusals(given).length === 0);
        const config = production(given);
        const written = [
          inspect(config, { depth: 9, showHidden: true }),
          JSON.stringify(config),
          `${config.bot?.type === 'SingleTenant' && config.bot.password}`,
        ];
        expect(written.join('\n')).not.toContain(CANARY);
      }),
    );
  });

  it('are given where they are asked for', () => {
    const { bot } = production();
    expect(bot?.type === 'SingleTenant' && bot.password.reveal()).toBe('client secret');
  });
});

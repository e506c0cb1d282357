import { describe, expect, it } from 'vitest';
import { explainDecision } from '../../../src/core/links/decide.ts';
import type { State } from '../../../src/core/migration.ts';
import { index, OWN_HOSTS } from './links.ts';

/** Each step as `step outcome`, and what is told beside. */
function steps(text: string, fragment: 'unknown' | 'final' = 'final', state: State = 'on'): readonly string[] {
  return explainDecision(index, () => state, text, { fragment, ownHosts: OWN_HOSTS }).steps.map((step) =>
    [step.step, step.outcome, ...('capability' in step && step.capability ? [step.capability.id] : [])].join(' '),
  );
}

describe('The steps of a decision', () => {
  it('tell how a redirected link was read, found and followed', () => {
    const { steps: told } = explainDecision(index, () => 'on', 'https://scc.office365.us:8443/?a=1#/dkim?viewid=x', {
      fragment: 'final',
      ownHosts: OWN_HOSTS,
    });
    expect(told).toMatchObject([
      { step: 'link', outcome: 'read', url: 'https://scc.office365.us/?a=1#/dkim?viewid=x' },
      { step: 'host', outcome: 'old-portal', portal: 'scc', cloud: 'GCC High' },
      { step: 'route', outcome: 'fragment', path: '/dkim' },
      { step: 'page', outcome: 'listed', capability: { id: 'dkim' }, address: '/dkim' },
      { step: 'setting', outcome: 'on', migration: 'mdo-scc' },
      { step: 'destination', outcome: 'address', host: 'security.microsoft.us' },
      { step: 'parameters', outcome: 'carried', carried: ['a'], dropped: ['viewid'] },
    ]);
  });

  it.each([
    [
      'off',
      'https://protection.office.com/quarantine',
      'off',
      ['link read', 'host old-portal', 'route path', 'page listed quarantine', 'setting off'],
    ],
    [
      'not affected',
      'https://protection.office.com/messagetrace',
      'on',
      ['link read', 'host old-portal', 'route path', 'page listed message-trace', 'setting none'],
    ],
    [
      'at its new place',
      'https://security.microsoft.com/quarantine',
      'on',
      ['link read', 'host new-portal', 'route path', 'page new-place quarantine'],
    ],
    [
      'on a new portal',
      'https://security.microsoft.com/x',
      'on',
      ['link read', 'host new-portal', 'route path', 'page new-place'],
    ],
    [
      'an unknown page',
      'https://protection.office.com/?hash=/x',
      'on',
      ['link read', 'host old-portal', 'route hash-parameter', 'page not-listed'],
    ],
    [
      'on a host on loan',
      'https://compliance.microsoft.com/#/x',
      'on',
      ['link read', 'host hash-route-host', 'route fragment', 'page not-listed'],
    ],
    ['an unknown host', 'https://evil.example/', 'on', ['link read', 'host unknown']],
    ['no address', 'x', 'on', ['link no-address']],
    ['with user info', 'https://a@protection.office.com', 'on', ['link user-info']],
    ['this server', 'https://signpost.example', 'on', ['link own-address']],
  ] as const)('end where the link is decided: %s', (_what, text, state, expected) => {
    expect(steps(text, 'final', state)).toEqual(expected);
  });

  it('tell where a fragment may be hidden', () => {
    expect(steps('https://protection.office.com/', 'unknown')).toEqual([
      'link read',
      'host old-portal',
      'route hidden',
    ]);
  });
});

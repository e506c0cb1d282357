import type { Scene } from './scene.ts';

/** How two administrators may race for one setting: from on, and from off. */
const FROM_ON = [['off', 'off']] as const;
const FROM_OFF = [
  ['on', 'off'],
  ['on', 'on'],
  ['off', 'off'],
] as const;

/**
 * Two administrators send a form of the same version at two replicas at once, again and again, while a third one looks at
 * another replica. How many won, race by race.
 */
export async function race({ replicas, admin }: Scene, races: number): Promise<number[]> {
  const [ada, bob, cleo] = [admin('Ada Globova'), admin('Bob Globov'), admin('Cleo Globova')];
  const winners: number[] = [];
  for (let n = 0; n < races; n++) {
    const [one, two, three] = [replicas.at(n), replicas.at(n + 1), replicas.at(n + 2)];
    const [{ version, state }] = await Promise.all([ada.look(one), bob.look(two)]);
    const kinds = state === 'on' ? FROM_ON : FROM_OFF;
    const [hers, his] = kinds[n % kinds.length] ?? kinds[0];
    const [her, him] = await Promise.all([
      ada.change(one, hers, version),
      bob.change(two, his, version),
      cleo.look(three),
    ]);
    winners.push([her, him].filter(({ kind }) => kind === 'changed').length);
  }
  return winners;
}

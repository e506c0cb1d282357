import { createHash } from 'node:crypto';
import type { Sha256 } from '../core/settings/receipt.ts';

/** The digest that the chain of receipts is made with. */
export const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex');

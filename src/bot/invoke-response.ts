import type { InvokeResponse } from 'botbuilder';
import type { AdaptiveCard } from '../cards/card.ts';

/** Source of the two types: "Universal Actions for Adaptive Cards", response format of adaptiveCard/action. */
export const cardResponse = (card: AdaptiveCard): InvokeResponse => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
});

/** A Bot Framework error body; the HTTP status of the invoke itself is 200 all the same. */
export const errorResponse = (statusCode: 400 | 429 | 500, code: string, message: string): InvokeResponse => ({
  status: 200,
  body: { statusCode, type: 'application/vnd.microsoft.error', value: { code, message } },
});

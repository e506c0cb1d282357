// restify's own types know its index only. That one loads every plugin, of which none is used here: half of restify.
declare module 'restify/lib/router.js' {
  export default class Router {
    constructor(options: { readonly log: import('pino').Logger });
  }
}

declare module 'restify/lib/server.js' {
  import type Router from 'restify/lib/router.js';

  const Server: new (options: {
    readonly name: string;
    readonly log: import('pino').Logger;
    readonly router: Router;
  }) => import('restify').Server;
  export default Server;
}

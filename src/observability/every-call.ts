/** The same port; `around` runs each call of a method and gives what it gives. Every method of a port is asynchronous. */
export const everyCall = <Port extends object>(
  port: Port,
  around: (method: string, call: () => Promise<unknown>) => Promise<unknown>,
): Port =>
  new Proxy(port, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => around(String(name), async () => Reflect.apply(method, target, args));
    },
  });

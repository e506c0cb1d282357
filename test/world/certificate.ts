import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate for 127.0.0.1 and localhost that is its own authority. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** The file to give as NODE_EXTRA_CA_CERTS. */
  readonly caPath: string;
  remove(): void;
}

export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-certificate-'));
  const keyPath = join(folder, 'key.pem');
  const caPath = join(folder, 'cert.pem');
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const names = ['-subj', '/CN=Signpost test authority', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  const files = ['-keyout', keyPath, '-out', caPath];
  execFileSync('openssl', ['req', '-x509', ...curve, '-days', '2', ...names, ...files], { stdio: 'pipe' });
  return {
    key: readFileSync(keyPath, 'utf8'),
    cert: readFileSync(caPath, 'utf8'),
    caPath,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

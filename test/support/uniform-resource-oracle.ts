import { createRequire } from 'node:module';

/** What tests use of `@ngraveio/bc-ur`, the other implementation of uniform resources. Its own types are of an old TypeScript. */
interface Oracle {
  readonly UR: new (cbor: Buffer, type: string) => { readonly cbor: Buffer };
  readonly UREncoder: {
    new (
      resource: object,
      maxFragmentLength: number,
    ): { readonly fragmentsLength: number; nextPart(): string };
    encodeSinglePart(resource: object): string;
  };
  readonly URDecoder: new () => {
    receivePart(text: string): boolean;
    isComplete(): boolean;
    isSuccess(): boolean;
    resultUR(): { readonly cbor: Buffer };
  };
}

export const { UR, UREncoder, URDecoder }: Oracle = createRequire(import.meta.url)('@ngraveio/bc-ur');

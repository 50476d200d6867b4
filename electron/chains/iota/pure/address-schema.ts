import * as v from 'valibot';

/** `0x` and 64 lower-case hex digits: an address, or an object's id. */
export const iotaAddressSchema = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-f]{64}$/, 'expected 0x and 64 hex digits'),
);

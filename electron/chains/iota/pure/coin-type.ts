/** Package 2 in short form, as nodes write it, or with all 64 digits, as some indexers do. */
const iotaType = /^0x0{0,63}2::iota::IOTA$/;
const iotaCoin = /^0x0{0,63}2::coin::Coin<0x0{0,63}2::iota::IOTA>$/;

/** Whether a type is IOTA itself, e.g. in a balance. */
export function isIotaType(type: string): boolean {
  return iotaType.test(type);
}

/** Whether a type is exactly `Coin<0x2::iota::IOTA>`: a timelocked or staked balance is not. */
export function isIotaCoin(type: string): boolean {
  return iotaCoin.test(type);
}

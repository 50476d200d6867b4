/**
 * Words of single chains: what a chain calls its own facts. A chain or a name that is not here is shown by its own name.
 */
const detailTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  iota: { gasPrice: 'Gas price, nanos a unit', gasOwner: 'Gas is paid by' },
};

const otherForms: Readonly<Record<string, string>> = { legacy: 'Legacy form (bech32)' };

export interface StrangeText {
  readonly what: string;
  readonly next: string;
}

const strangeTexts: Readonly<Record<string, StrangeText>> = {
  'system-object': {
    what: 'This is an address of the network itself: nobody has a key for it.',
    next: 'What is paid to it is lost for good. Ask the payee for the address again.',
  },
};

/** What is strange about an address, and what to do. */
export const strangeText = (name: string): StrangeText =>
  strangeTexts[name] ?? {
    what: `Something is strange about this address (${name}).`,
    next: 'Ask the payee for the address again.',
  };

/** The label of a fact that only this chain knows. */
export const detailText = (chain: string, name: string): string => detailTexts[chain]?.[name] ?? name;

/** The label of another way to write an address. */
export const otherFormText = (name: string): string => otherForms[name] ?? name;

export interface NetworkText {
  readonly name: string;
  readonly stake: string;
}

const networks: Readonly<Record<string, NetworkText>> = {
  'iota:mainnet': { name: 'IOTA mainnet', stake: 'real money' },
  'iota:testnet': { name: 'IOTA testnet', stake: 'test coins' },
  'iota:practice': { name: 'Practice network', stake: 'play money' },
};

/** What a network is called, and what is at stake on it. */
export const networkText = (network: string): NetworkText =>
  networks[network] ?? { name: network, stake: 'own network' };

const formerUnits: Readonly<Record<string, string>> = { iota: 'IOTA', atoi: 'IOTA', smr: 'SMR', rms: 'SMR' };

/**
 * How wallets of the chain before today's counted: six decimals, and a word by the letters that their addresses began with.
 * Networks of other letters named their coins themselves.
 */
export const formerAsset = (prefix: string | null) => ({
  id: 'former',
  unit: formerUnits[prefix ?? ''] ?? 'coins there',
  decimals: 6,
});

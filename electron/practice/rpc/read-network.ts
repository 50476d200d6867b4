import * as v from 'valibot';
import { transactionLimits } from '../check-transaction.ts';
import { gasRules } from '../gas.ts';
import { GENESIS_SUPPLY } from '../genesis.ts';
import { answer } from '../rpc-error.ts';
import { method, type RpcMethods } from './rpc-method.ts';

const ZERO_ID = `0x${'0'.repeat(64)}`;
const u64 = (value: bigint | number) => ({ u64: value.toString() });

/** What a client asks about the network itself. The validators are told by checkpoints alone; their lists here are empty. */
export const networkMethods: RpcMethods = {
  'rpc.discover': method(v.tuple([]), () =>
    answer({
      openrpc: '1.2.6',
      info: {
        title: 'Sallyport practice node',
        description: 'Play money. Speaks the part of the IOTA JSON-RPC that coin transfers need.',
        version: '1.15.1',
      },
      methods: [],
    }),
  ),
  iota_getChainIdentifier: method(v.tuple([]), (_, { ledger }) => answer(ledger.chain)),
  iotax_getReferenceGasPrice: method(v.tuple([]), (_, { ledger }) =>
    answer(ledger.epoch().gasPrice.toString()),
  ),
  iota_getProtocolConfig: method(v.tuple([v.nullish(v.string())]), (_, { ledger }) =>
    answer({
      minSupportedProtocolVersion: '1',
      maxSupportedProtocolVersion: ledger.epoch().protocolVersion.toString(),
      protocolVersion: ledger.epoch().protocolVersion.toString(),
      featureFlags: {},
      attributes: {
        base_tx_cost_fixed: u64(gasRules.baseUnits),
        max_arguments: u64(transactionLimits.arguments),
        max_gas_payment_objects: u64(transactionLimits.gasCoins),
        max_gas_price: u64(gasRules.highestPrice),
        max_input_objects: u64(transactionLimits.inputObjects),
        max_programmable_tx_commands: u64(transactionLimits.commands),
        max_tx_gas: u64(gasRules.largestBudget),
        max_tx_size_bytes: u64(transactionLimits.bytes),
        obj_data_cost_refundable: u64(100),
        storage_gas_price: u64(76),
        storage_rebate_rate: u64(10_000),
      },
    }),
  ),
  iotax_getLatestIotaSystemStateV2: method(v.tuple([]), (_, { ledger, now }) => {
    const { number, start, gasPrice, protocolVersion } = ledger.epoch();
    const stored = ledger.stored();
    return answer({
      V2: {
        epoch: number.toString(),
        epochStartTimestampMs: start.toString(),
        epochDurationMs: Math.max(0, now() - start).toString(),
        protocolVersion: protocolVersion.toString(),
        systemStateVersion: '2',
        referenceGasPrice: gasPrice.toString(),
        iotaTotalSupply: (GENESIS_SUPPLY - ledger.burnt()).toString(),
        iotaTreasuryCapId: ZERO_ID,
        storageFundTotalObjectStorageRebates: stored.toString(),
        storageFundNonRefundableBalance: '0',
        safeMode: false,
        safeModeStorageCharges: '0',
        safeModeStorageRebates: '0',
        safeModeComputationCharges: '0',
        safeModeComputationChargesBurned: '0',
        safeModeNonRefundableStorageFee: '0',
        totalStake: '0',
        activeValidators: [],
        committeeMembers: [],
        pendingActiveValidatorsId: ZERO_ID,
        pendingActiveValidatorsSize: '0',
        pendingRemovals: [],
        stakingPoolMappingsId: ZERO_ID,
        stakingPoolMappingsSize: '0',
        inactivePoolsId: ZERO_ID,
        inactivePoolsSize: '0',
        validatorCandidatesId: ZERO_ID,
        validatorCandidatesSize: '0',
        atRiskValidators: [],
        validatorReportRecords: [],
        minValidatorCount: '0',
        maxValidatorCount: '0',
        minValidatorJoiningStake: '0',
        validatorLowStakeThreshold: '0',
        validatorVeryLowStakeThreshold: '0',
        validatorLowStakeGracePeriod: '0',
      },
    });
  }),
};

import path from 'node:path';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { expect, it } from 'vitest';
import { CheckpointSchema } from '../../../../../electron/chains/iota/grpc/generated/base_pb.ts';
import {
  GetServiceInfoResponseSchema,
  LedgerService,
} from '../../../../../electron/chains/iota/grpc/generated/ledger_service_pb.ts';
import { StateService } from '../../../../../electron/chains/iota/grpc/generated/state_service_pb.ts';
import { TransactionExecutionService } from '../../../../../electron/chains/iota/grpc/generated/transaction_execution_service_pb.ts';
import { GRPC_FOLDER, generateGrpc, readTexts } from '../../../../support/generate-grpc.ts';

it('is what the generator makes of the protos, file by file', () => {
  const made = generateGrpc();
  expect(made.size).toBe(5);
  expect([...readTexts(path.join(GRPC_FOLDER, 'generated'))]).toEqual([...made]);
}, 60_000);

it('names services and calls as they are on the wire', () => {
  const paths = [LedgerService, StateService, TransactionExecutionService].flatMap(({ typeName, methods }) =>
    methods.map(({ name, methodKind }) => `/${typeName}/${name} ${methodKind}`),
  );
  expect(paths).toEqual([
    '/iota.grpc.v1.ledger_service.LedgerService/GetServiceInfo unary',
    '/iota.grpc.v1.ledger_service.LedgerService/GetObjects server_streaming',
    '/iota.grpc.v1.ledger_service.LedgerService/GetTransactions server_streaming',
    '/iota.grpc.v1.ledger_service.LedgerService/GetCheckpoint server_streaming',
    '/iota.grpc.v1.ledger_service.LedgerService/StreamCheckpoints server_streaming',
    '/iota.grpc.v1.ledger_service.LedgerService/GetEpoch unary',
    '/iota.grpc.v1.state_service.StateService/ListOwnedObjects unary',
    '/iota.grpc.v1.transaction_execution_service.TransactionExecutionService/ExecuteTransactions unary',
    '/iota.grpc.v1.transaction_execution_service.TransactionExecutionService/SimulateTransactions unary',
  ]);
});

it('keeps apart what is absent and what is zero', () => {
  const zero = create(CheckpointSchema, { sequenceNumber: 0n });
  expect([...toBinary(CheckpointSchema, zero)]).toEqual([0x08, 0x00]);
  expect(fromBinary(CheckpointSchema, new Uint8Array()).sequenceNumber).toBeUndefined();
});

it('takes fields that it does not know and keeps to the numbers of those it knows', () => {
  // epoch 3 (field 3), an unknown field 99 with two bytes, server "x" (field 8)
  const bytes = Uint8Array.from([0x18, 0x03, 0x9a, 0x06, 0x02, 1, 2, 0x42, 0x01, 0x78]);
  const info = fromBinary(GetServiceInfoResponseSchema, bytes);
  expect(info.epoch).toBe(3n);
  expect(info.server).toBe('x');
});

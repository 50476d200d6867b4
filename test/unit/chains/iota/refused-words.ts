/** What official nodes say of bytes that they do not take, with what it means; by JSON-RPC all of it comes as -32002. */
export const refusedWords = [
  {
    words:
      'Failed to sign transaction by a quorum of validators because one or more of its objects is equivocated until the next epoch. Other transactions locking these objects:\n- 8Xy (stake 50.0)',
    code: 'inputs-locked',
  },
  {
    words:
      'Failed to sign transaction by a quorum of validators because one or more of its objects is reserved for another transaction. Other transactions locking these objects:\n- 8Xy (stake 12.0)',
    code: 'inputs-locked',
  },
  {
    words:
      'Failed to sign transaction by a quorum of validators because of locked objects. Retried a conflicting transaction Some(8Xy), success: Some(true)',
    code: 'inputs-locked',
  },
  {
    words:
      'Transaction execution failed due to issues with transaction inputs, please review the errors and try again:\n- Transaction is denied: Access to account address 0x0c is temporarily disabled',
    code: 'address-denied',
  },
  { words: 'Access to input object 0x0c is temporarily disabled', code: 'address-denied' },
  {
    words: 'The transaction is already finalized but with different user signatures',
    code: 'payment-in-doubt',
  },
  { words: 'Transaction timed out before reaching finality', code: 'payment-in-doubt' },
] as const;

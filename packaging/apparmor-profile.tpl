# Ubuntu from 23.10 on allows user namespaces to programs only that AppArmor knows. Chromium's sandbox rests on them.
abi <abi/4.0>,
include <tunables/global>

profile "${executable}" "/opt/${sanitizedProductName}/${executable}" flags=(unconfined) {
  userns,

  include if exists <local/${executable}>
}

import * as v from 'valibot';
import { acting, confirmed, none } from './shared.ts';
import { treasuryViewSchema } from './treasury.ts';

/** Which of the system's notifications this person wants on this machine. */
const notificationsSchema = v.strictObject({
  /** What waits for an officer who is signed in here. */
  waits: v.boolean(),
  alarms: v.boolean(),
  /** That the node is away. */
  node: v.boolean(),
  /** Whether amounts are told. The system may show them over a locked screen, and keeps them. */
  amounts: v.boolean(),
});

export const defaultNotifications: v.InferOutput<typeof notificationsSchema> = {
  waits: true,
  alarms: true,
  node: true,
  amounts: false,
};

const themeSchema = v.picklist(['light', 'dark', 'system']);
const firstStepsSetting = v.picklist(['shown', 'put-away']);

export const settingsSchema = v.strictObject({
  theme: themeSchema,
  notifications: notificationsSchema,
  /** Seconds without mouse or keyboard until vaults and officers are locked. */
  idleLockSeconds: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(3600)),
  /** Whether the first steps of a new treasury are shown; absent: they are. */
  firstSteps: v.exactOptional(firstStepsSetting),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

export const appViewSchema = v.strictObject({
  version: v.string(),
  /** The commit that it was built from, hex, `+` behind it where files differed; null where it was built from none. */
  build: v.nullable(v.string()),
  runtime: v.strictObject({
    /**
     * official: the declared Electron release. node: Node, without a window. evaluation: a community repack; practice and own
     * networks at this computer only.
     */
    kind: v.picklist(['official', 'node', 'evaluation']),
    electron: v.string(),
  }),
  /** Whether this system can keep the window out of screenshots and shared screens during a ceremony. */
  canProtectContent: v.boolean(),
  /** How long deriving one file key takes on this machine, estimated, milliseconds; null until it is known. */
  keyMs: v.nullable(v.number()),
  settings: settingsSchema,
  /** Which version the settings file is of where it is not this one's: it stays as it is, and nothing is kept in it. */
  otherSettings: v.nullable(v.picklist(['newer', 'older'])),
  /** Treasuries opened before on this machine, latest first. */
  recent: v.array(v.strictObject({ name: v.string(), folder: v.string() })),
  treasury: v.nullable(treasuryViewSchema),
});
export type AppView = v.InferOutput<typeof appViewSchema>;

export const appVerbs = {
  'app.read': { input: v.strictObject(acting), output: appViewSchema },
  /** What is a matter of taste only; what is left out stays as it is. */
  'settings.write': {
    input: v.strictObject({
      theme: v.exactOptional(themeSchema),
      notifications: v.exactOptional(notificationsSchema),
      firstSteps: v.exactOptional(firstStepsSetting),
    }),
    output: none,
  },
  /** After how many idle seconds this computer locks; a longer time takes two officers. */
  'settings.idle-lock': {
    input: v.strictObject({ ...confirmed, seconds: settingsSchema.entries.idleLockSeconds }),
    output: none,
  },
} as const;

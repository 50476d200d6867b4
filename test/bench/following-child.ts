import { openFollowingDesk } from './following-desk.ts';

/** A desk alone in a process: follows a node, and says how much memory it then has, in bytes. */
const [folder = '', grpcUrl = '', chain = '', trustRoot = '', checkpoints = ''] = process.argv.slice(2);
const desk = await openFollowingDesk(folder, { grpcUrl, chain, trustRoot });
await desk.follow(Number(checkpoints));
process.send?.({ bytes: process.memoryUsage.rss() });
process.on('disconnect', () => process.exit(0));

import { serveParent } from '../child-port.ts';
import { ceremonyServer } from './serve.ts';

serveParent(ceremonyServer());

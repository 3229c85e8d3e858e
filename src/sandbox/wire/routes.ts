// Method and path of each call below `/api/v1/connect/reservations/`, and which file answers it.
import type { CallName } from '../call-names';
import type { Call } from '../calls/call';
import { cancel } from '../calls/cancel';
import { capture } from '../calls/capture';
import { charge } from '../calls/charge';
import { complete } from '../calls/complete';
import { create } from '../calls/create';
import { details } from '../calls/details';
import { history } from '../calls/history';
import { refund } from '../calls/refund';
import { resend } from '../calls/resend';
import { submit } from '../calls/submit';

/** Where a call is reached. Source: Front Payment, the "Endpoint" of each page. */
export interface CallRoute {
  call: Call;
  methods: Array<'GET' | 'POST'>;
  paths: string[];
}

/** The ten routes. Cancel is a GET on the page and was a POST in earlier versions of it: both are taken. */
export const CALL_ROUTES: Readonly<Record<CallName, CallRoute>> = {
  submit: { call: submit, methods: ['POST'], paths: ['submit'] },
  create: { call: create, methods: ['POST'], paths: ['create'] },
  details: { call: details, methods: ['GET'], paths: ['details/:uuid'] },
  capture: { call: capture, methods: ['POST'], paths: ['capture/:uuid'] },
  charge: { call: charge, methods: ['POST'], paths: ['charge/:uuid'] },
  cancel: { call: cancel, methods: ['GET', 'POST'], paths: ['cancel/:uuid'] },
  complete: { call: complete, methods: ['POST'], paths: ['complete/:uuid'] },
  resend: { call: resend, methods: ['POST'], paths: ['resend/:uuid'] },
  refund: { call: refund, methods: ['POST'], paths: ['refund/:uuid'] },
  history: { call: history, methods: ['GET'], paths: ['history', 'history/:start', 'history/:start/:end'] },
};

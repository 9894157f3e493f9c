import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type RequestId,
  SUBSCRIPTION_ID_META_KEY,
} from '@modelcontextprotocol/server';

/** The request that a message answers: a subscription counts as answered once it stands. */
export function answeredBy(message: JSONRPCMessage): RequestId | undefined {
  const responded = respondedBy(message);
  if (responded !== undefined) return responded;
  if (!isJSONRPCNotification(message) || message.method !== 'notifications/subscriptions/acknowledged')
    return undefined;
  return idIn(message.params?._meta?.[SUBSCRIPTION_ID_META_KEY]);
}

/** The request that a result or an error belongs to. */
export function respondedBy(message: JSONRPCMessage): RequestId | undefined {
  return isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message) ? message.id : undefined;
}

/** The request that a message takes back. */
export function cancelledBy(message: JSONRPCMessage): RequestId | undefined {
  if (!isJSONRPCNotification(message) || message.method !== 'notifications/cancelled') return undefined;
  return idIn(message.params?.requestId);
}

function idIn(value: unknown): RequestId | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

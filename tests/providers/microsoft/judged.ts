// What Graph's answers have beside its own types: the annotations of OData's JSON format 4.01 (sections 4.5 and 4.6).
import type {
  Calendar,
  ChangeNotificationCollection,
  Event,
  PublicErrorResponse,
  Subscription,
} from "@microsoft/microsoft-graph-types";

type Named<T> = T & { id: string; "@odata.etag"?: string; "@odata.context"?: string };
type Gone = { id: string; "@removed": { reason: "changed" | "deleted" } };
type Page<T> = { value: T[]; "@odata.context"?: string; "@odata.nextLink"?: string; "@odata.deltaLink"?: string };

export type SentEvent = Event;
export type SentSubscription = Subscription;
export type SubscriptionAnswer = Named<Subscription>;
export type Notifications = ChangeNotificationCollection;
export type EventAnswer = Named<Event>;
export type EventsAnswer = Page<Named<Event>>;
export type ChangesAnswer = Page<Named<Event> | Gone>;
export type CalendarsAnswer = Page<Named<Calendar>>;
export type ErrorAnswer = PublicErrorResponse;

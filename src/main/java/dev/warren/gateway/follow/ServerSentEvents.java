package dev.warren.gateway.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.amqp.subscribe.Message;
import dev.warren.amqp.subscribe.Subscriber.Interruption;
import dev.warren.gateway.follow.SubscriberEvent.Dropped;
import dev.warren.gateway.follow.SubscriberEvent.Interrupted;
import dev.warren.gateway.follow.SubscriberEvent.Received;
import dev.warren.gateway.follow.SubscriberEvent.Refused;
import dev.warren.gateway.follow.SubscriberEvent.Subscribed;
import dev.warren.gateway.http.Utf8;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a subscriber is told, as server-sent events whose data is JSON. */
@Singleton
class ServerSentEvents {

    private final ObjectMapper mapper;

    ServerSentEvents(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    // A chain, for Java 17 has no patterns in switch.
    OutboundSseEvent of(SubscriberEvent event, Sse sse) {
        if (event instanceof Received received) {
            return named("message", json(received.message()), sse);
        }
        if (event instanceof Subscribed) {
            return named("subscribed", Map.of(), sse);
        }
        if (event instanceof Dropped dropped) {
            return named("dropped", Map.of("count", dropped.count()), sse);
        }
        if (event instanceof Interrupted interrupted) {
            return named("interrupted", Map.of("reason", reason(interrupted.why())), sse);
        }
        if (event instanceof Refused) {
            return named("interrupted", Map.of("reason", "too-many-subscribers"), sse);
        }
        return sse.newEventBuilder().comment("still here").build();
    }

    /** For a subscriber of the events of tasks. Anybody may publish there: what is no event comes as the message that it is. */
    OutboundSseEvent ofTask(SubscriberEvent event, Sse sse) {
        return event instanceof Received received
                ? object(received.message().body())
                        .map(json -> sse.newEvent("task", json.toString()))
                        .orElseGet(() -> of(event, sse))
                : of(event, sse);
    }

    private Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.ofNullable(mapper.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private OutboundSseEvent named(String name, Map<String, Object> data, Sse sse) {
        try {
            return sse.newEvent(name, mapper.writeValueAsString(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + name, e);
        }
    }

    private static String reason(Interruption why) {
        return switch (why) {
            case LOST -> "connection-lost";
            case NO_EXCHANGE -> "exchange-not-found";
            case FORBIDDEN -> "exchange-forbidden";
        };
    }

    private static Map<String, Object> json(Message message) {
        Map<String, Object> json = new LinkedHashMap<>();
        message.id().ifPresent(id -> json.put("id", id));
        json.put("exchange", message.exchange());
        json.put("key", message.key());
        message.type().ifPresent(type -> json.put("type", type));
        message.contentType().ifPresent(type -> json.put("contentType", type));
        message.contentEncoding().ifPresent(encoding -> json.put("contentEncoding", encoding));
        message.timestamp().ifPresent(timestamp -> json.put("timestamp", timestamp.toString()));
        message.correlationId().ifPresent(id -> json.put("correlationId", id));
        message.replyTo().ifPresent(replyTo -> json.put("replyTo", replyTo));
        json.put("headers", message.headers());
        Optional<String> text = Utf8.decode(message.body());
        if (text.isPresent()) {
            json.put("payload", text.get());
        } else {
            json.put("payloadBase64", Base64.getEncoder().encodeToString(message.body()));
        }
        return json;
    }
}

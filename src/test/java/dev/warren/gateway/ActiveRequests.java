package dev.warren.gateway;

import io.restassured.RestAssured;

/** The requests that the gateway is at work on. */
final class ActiveRequests {

    private ActiveRequests() {}

    static int count() {
        double all = RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("http_server_active_requests"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
        return (int) all - 1; // the one that asks is none of them
    }
}

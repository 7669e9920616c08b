package dev.warren.bench;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One contestant's run in one round.
 *
 * @param aim what the scenario is about
 * @param setting what was varied within the scenario
 * @param failure why there is nothing measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sample(
        String scenario,
        Aim aim,
        String kind,
        String setting,
        String contestant,
        int round,
        Measured measured,
        String failure) {}

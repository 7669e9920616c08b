{{/* Whole seconds of a duration as the schema allows it: 90, 90s, 10m, 1h30m. */}}
{{- define "warren.seconds" -}}
{{- $text := toString . }}
{{- if regexMatch "^[0-9]+$" $text }}
{{- $text }}
{{- else }}
{{- $hours := regexFind "[0-9]+h" $text | trimSuffix "h" | default "0" }}
{{- $minutes := regexFind "[0-9]+m" $text | trimSuffix "m" | default "0" }}
{{- $seconds := regexFind "[0-9]+s" $text | trimSuffix "s" | default "0" }}
{{- add (mul (atoi $hours) 3600) (mul (atoi $minutes) 60) (atoi $seconds) }}
{{- end }}
{{- end }}

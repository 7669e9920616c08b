{{- define "warren.brokerName" -}}
{{ include "warren.fullname" . }}-rabbitmq
{{- end }}

{{/* The Secret that a process finds the broker by: dict root, own (a Secret of its own, or nothing). */}}
{{- define "warren.brokerSecret" -}}
{{- $rabbitmq := .root.Values.rabbitmq }}
{{- if or .own $rabbitmq.existingSecret -}}
{{ default $rabbitmq.existingSecret .own }}
{{- else if eq $rabbitmq.create "cluster" -}}
{{ include "warren.brokerName" .root }}-default-user
{{- else -}}
{{ include "warren.fullname" .root }}-broker
{{- end }}
{{- end }}

{{/* "yes" if it says nothing of a broker for all: each process has a Secret of its own. */}}
{{- define "warren.hasNoSharedBroker" -}}
{{- if not (or .Values.rabbitmq.existingSecret .Values.rabbitmq.url .Values.rabbitmq.host .Values.rabbitmq.create) }}yes{{ end }}
{{- end }}

{{/* Key of a whole URL in that Secret, or nothing: dict root, own. */}}
{{- define "warren.urlKey" -}}
{{- if or .own .root.Values.rabbitmq.existingSecret -}}
{{ .root.Values.rabbitmq.secretKeys.url }}
{{- else if .root.Values.rabbitmq.url -}}
url
{{- end }}
{{- end }}

{{/* A key in it as the value of a variable: dict root, own, variable, key. */}}
{{- define "warren.fromBrokerSecret" -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef: {name: {{ include "warren.brokerSecret" . }}, key: {{ .key }}}
{{- end }}

{{/* Variables that say where the broker is, and who a process is there: dict root, own. */}}
{{- define "warren.brokerEnv" -}}
{{- $rabbitmq := .root.Values.rabbitmq }}
{{- $isOfOthers := or .own $rabbitmq.existingSecret }}
{{- $keys := empty $isOfOthers | ternary (dict "host" "host" "port" "port" "username" "username" "password" "password") $rabbitmq.secretKeys }}
{{- if include "warren.urlKey" . }}
{{- include "warren.fromBrokerSecret" (merge (dict "variable" "WARREN_BROKER_URL" "key" (include "warren.urlKey" .)) .) }}
{{- else }}
{{- include "warren.fromBrokerSecret" (merge (dict "variable" "WARREN_BROKER_HOST" "key" $keys.host) .) }}
{{ include "warren.fromBrokerSecret" (merge (dict "variable" "WARREN_BROKER_PORT" "key" $keys.port) .) }}
{{ include "warren.fromBrokerSecret" (merge (dict "variable" "WARREN_BROKER_USERNAME" "key" $keys.username) .) }}
{{ include "warren.fromBrokerSecret" (merge (dict "variable" "WARREN_BROKER_PASSWORD" "key" $keys.password) .) }}
- name: WARREN_BROKER_VIRTUAL_HOST
  value: {{ include "warren.virtualHost" .root | quote }}
{{- with $rabbitmq.addresses }}
- name: WARREN_BROKER_ADDRESSES
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- if $rabbitmq.tls.enabled }}
- name: WARREN_BROKER_TLS
  value: "true"
{{- end }}
{{- if or $rabbitmq.tls.caSecret $rabbitmq.tls.clientSecret }}
- name: WARREN_BROKER_TLS_CONFIGURATION_NAME
  value: broker
{{- end }}
{{- if $rabbitmq.tls.caSecret }}
- name: QUARKUS_TLS__BROKER__TRUST_STORE_PEM_CERTS
  value: /etc/warren/broker-ca/ca.crt
{{- end }}
{{- if $rabbitmq.tls.clientSecret }}
- name: QUARKUS_TLS__BROKER__KEY_STORE_PEM__0__CERT
  value: /etc/warren/broker-client/tls.crt
- name: QUARKUS_TLS__BROKER__KEY_STORE_PEM__0__KEY
  value: /etc/warren/broker-client/tls.key
{{- end }}
{{- end }}

{{- define "warren.brokerVolumes" -}}
{{- with .Values.rabbitmq.tls.caSecret }}
- name: broker-ca
  secret: {secretName: {{ . }}}
{{- end }}
{{- with .Values.rabbitmq.tls.clientSecret }}
- name: broker-client
  secret: {secretName: {{ . }}}
{{- end }}
{{- end }}

{{- define "warren.brokerVolumeMounts" -}}
{{- if .Values.rabbitmq.tls.caSecret }}
- {name: broker-ca, mountPath: /etc/warren/broker-ca, readOnly: true}
{{- end }}
{{- if .Values.rabbitmq.tls.clientSecret }}
- {name: broker-client, mountPath: /etc/warren/broker-client, readOnly: true}
{{- end }}
{{- end }}

{{/* The management API with a slash at its end, as KEDA wants it where the virtual host is said apart; nothing if not known. */}}
{{- define "warren.managementUrl" -}}
{{- $rabbitmq := .Values.rabbitmq }}
{{- if $rabbitmq.management.url -}}
{{ $rabbitmq.management.url | trimSuffix "/" }}/
{{- else if $rabbitmq.create -}}
http://{{ include "warren.brokerName" . }}.{{ .Release.Namespace }}.svc:15672/
{{- else if $rabbitmq.host -}}
{{ $rabbitmq.tls.enabled | ternary "https" "http" }}://{{ $rabbitmq.host }}:{{ $rabbitmq.tls.enabled | ternary 15671 15672 }}/
{{- else if $rabbitmq.url -}}
{{- $tls := hasPrefix "amqps" $rabbitmq.url -}}
{{ $tls | ternary "https" "http" }}://{{ (urlParse $rabbitmq.url).hostname }}:{{ $tls | ternary 15671 15672 }}/
{{- end }}
{{- end }}

{{/* The Secret with the authority of its certificate, or nothing: that of the broker, where nothing says that it is elsewhere. */}}
{{- define "warren.managementCa" -}}
{{- $rabbitmq := .Values.rabbitmq }}
{{- default (empty $rabbitmq.management.url | ternary $rabbitmq.tls.caSecret "") $rabbitmq.management.caSecret }}
{{- end }}

{{/* Variables of a gateway that inspects the broker. */}}
{{- define "warren.managementEnv" -}}
{{- with include "warren.managementUrl" . }}
- name: WARREN_MANAGEMENT_URL
  value: {{ trimSuffix "/" . | quote }}
{{- end }}
{{- if include "warren.managementCa" . }}
- name: WARREN_MANAGEMENT_TLS_CONFIGURATION_NAME
  value: management
- name: QUARKUS_TLS__MANAGEMENT__TRUST_STORE_PEM_CERTS
  value: /etc/warren/management-ca/ca.crt
{{- end }}
{{- with include "warren.monitorSecret" . }}
{{- range $key := list "username" "password" }}
- name: WARREN_MANAGEMENT_{{ upper $key }}
  valueFrom:
    secretKeyRef: {name: {{ include "warren.monitorSecret" $ }}, key: {{ include "warren.monitorKey" (dict "root" $ "key" $key) }}}
{{- end }}
{{- end }}
{{- end }}

{{/* The virtual host, in a URL or not. */}}
{{- define "warren.virtualHost" -}}
{{- $url := urlParse (default "amqp://none" .Values.rabbitmq.url) }}
{{- trimPrefix "/" $url.path | default .Values.rabbitmq.virtualHost }}
{{- end }}

{{/* The Secret of the user that KEDA reads lengths with; nothing if there is none. */}}
{{- define "warren.monitorSecret" -}}
{{- if .Values.rabbitmq.monitor.existingSecret -}}
{{ .Values.rabbitmq.monitor.existingSecret }}
{{- else if or .Values.rabbitmq.monitor.username (eq .Values.rabbitmq.create "statefulset") -}}
{{ include "warren.fullname" . }}-monitor
{{- else if include "warren.isMonitorDeclared" . -}}
{{ include "warren.fullname" . }}-monitor-user-credentials
{{- else if not (or (include "warren.urlKey" (dict "root" . "own" "")) (include "warren.hasNoSharedBroker" .)) -}}
{{ include "warren.brokerSecret" (dict "root" . "own" "") }}
{{- end }}
{{- end }}

{{/* Whether that user is a resource of the Topology Operator, which makes its Secret. */}}
{{- define "warren.isMonitorDeclared" -}}
{{- $monitor := .Values.rabbitmq.monitor }}
{{- if and .Values.topology.enabled (eq .Values.rabbitmq.create "cluster") (not (or $monitor.existingSecret $monitor.username)) }}yes{{ end }}
{{- end }}

{{/* Its key in that Secret: dict root, key (username or password). */}}
{{- define "warren.monitorKey" -}}
{{- $isWarrens := and (eq (include "warren.monitorSecret" .root) .root.Values.rabbitmq.existingSecret) (not .root.Values.rabbitmq.monitor.existingSecret) }}
{{- $isWarrens | ternary (get .root.Values.rabbitmq.secretKeys .key) .key }}
{{- end }}

{{/* Passwords of the broker that is created: those of the values, those that are there, or new ones. Once per rendering. */}}
{{- define "warren.makePasswords" -}}
{{- $rabbitmq := .Values.rabbitmq }}
{{- if eq $rabbitmq.create "statefulset" }}
{{- $_ := set $rabbitmq.monitor "username" (default "monitor" $rabbitmq.monitor.username) }}
{{- range $part, $user := dict "broker" $rabbitmq "monitor" $rabbitmq.monitor }}
{{- $secret := printf "%s-%s" (include "warren.fullname" $) $part }}
{{- $there := include "warren.passwordThere" (dict "root" $ "secret" $secret) }}
{{- $_ := set $user "password" (coalesce $user.password $there (randAlphaNum 32)) }}
{{- end }}
{{- end }}
{{- end }}

{{/* The password in a Secret of an earlier revision, or nothing: dict root, secret. */}}
{{- define "warren.passwordThere" -}}
{{- if .root.Release.IsUpgrade }}
{{- $there := lookup "v1" "Secret" .root.Release.Namespace .secret | default dict }}
{{- get (default dict $there.data) "password" | default "" | b64dec }}
{{- end }}
{{- end }}

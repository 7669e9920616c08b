package dev.warren.gateway.deadletter;

import dev.warren.task.Payload;
import java.util.regex.Pattern;

/** What foreign messages say of their content, where it is fit for a header. */
final class MediaTypes {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "(;[ -~]{0,100})?");

    private MediaTypes() {}

    /** This media type, or that of any bytes if it is not one. */
    static String orBytes(String contentType) {
        return MEDIA_TYPE.matcher(contentType).matches() ? contentType : Payload.OCTET_STREAM;
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }
}

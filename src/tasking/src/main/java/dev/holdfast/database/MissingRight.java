package dev.holdfast.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from the server's refusal which access would help. It goes by names of functions, for the text is translated. */
final class MissingRight {
    private static final Pattern NAMED = Pattern.compile("(?<submitter>\\b(submit(_many)?|create_group)\\b)"
            + "|(?<operator>\\b(cancel(_group)?|drain|hold|release|end_session|set_intake|begin_switch|complete_switch)\\b)"
            + "|(?<worker>\\b(register|resume|claim|finish|admit|reap|sweep)\\b)"
            + "|(?<owner>\\b(grant_access|revoke_access)\\b)");

    private MissingRight() {}

    /** @param routine the server's own routine that refused */
    static String hint(String message, String routine) {
        if (routine.equals("CreateRole")) {
            return "Let somebody create the role who may, and then grant again.";
        }
        Matcher named = NAMED.matcher(message);
        if (!named.find()) {
            return "The owner of the schema can help: holdfast grant ROLE observer, or submitter, operator, worker.";
        } else if (named.group("owner") != null) {
            return "Only the owner of the schema holdfast and superusers grant and revoke.";
        }
        String access = named.group("submitter") != null
                ? "submitter"
                : named.group("operator") != null ? "operator" : "worker";
        return "The owner of the schema can help: holdfast grant ROLE " + access + ".";
    }
}
